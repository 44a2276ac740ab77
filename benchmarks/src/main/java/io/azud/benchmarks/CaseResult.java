// SPDX-License-Identifier: Apache-2.0
package io.azud.benchmarks;

import io.azud.benchmarks.MeasuredProcess.Measure;
import java.util.LinkedHashMap;
import java.util.Map;

/** One case, measured with both programs. */
record CaseResult(String name, long records, Measure azud, Measure naive) {

  /** How many times as fast Azud is. */
  double ratio() {
    return naive.seconds() / azud.seconds();
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("azudSeconds", rounded(azud.seconds()));
    json.put("naiveSeconds", rounded(naive.seconds()));
    json.put("ratio", rounded(ratio()));
    json.put("azudRecordsPerSecond", Math.round(records / azud.seconds()));
    json.put("naiveRecordsPerSecond", Math.round(records / naive.seconds()));
    json.put("azudPeakMiB", azud.peakMiB());
    json.put("naivePeakMiB", naive.peakMiB());
    return json;
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
