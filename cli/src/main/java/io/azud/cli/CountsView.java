// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.batch.Counts;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts as JSON, always with the same keys in the same order. */
final class CountsView {
  private CountsView() {}

  static Map<String, Object> json(Counts counts) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("read", counts.read());
    json.put("accepted", counts.accepted());
    json.put("rejected", counts.rejected());
    json.put("filtered", counts.filtered());
    json.put("tombstones", counts.tombstones());
    json.put("warned", counts.warned());
    return json;
  }
}
