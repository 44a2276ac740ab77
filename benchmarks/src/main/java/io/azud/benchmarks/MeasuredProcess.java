// SPDX-License-Identifier: Apache-2.0
package io.azud.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and measures it from outside. */
final class MeasuredProcess {
  private static final long SAMPLE_MILLIS = 200;

  private MeasuredProcess() {}

  /**
   * @param seconds wall time from start to exit, JVM start included
   * @param peakMiB the largest resident set, as the kernel counted it
   */
  record Measure(double seconds, long peakMiB) {}

  static Measure run(List<String> command, Map<String, String> variables, Path log)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(variables);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    long began = System.nanoTime();
    Process process = builder.start();
    Thread killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    long peak = 0;
    while (!process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, highWaterMark(process.pid()));
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    Runtime.getRuntime().removeShutdownHook(killer);
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          command.get(0)
              + " ended with status "
              + process.exitValue()
              + ":\n"
              + Files.readString(log));
    }
    return new Measure(seconds, peak);
  }

  private static long highWaterMark(long pid) throws IOException {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
      return 0;
    } catch (java.nio.file.NoSuchFileException e) {
      return 0;
    }
  }
}
