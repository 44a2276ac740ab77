// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.sql;

/** What Spark says about SQL, in one line. */
final class SparkMessage {
  private SparkMessage() {}

  static String firstSentence(Throwable failure) {
    return String.valueOf(failure.getMessage())
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("is not valid Spark SQL")
        .replaceAll("\\s+SQLSTATE.*", "")
        .strip();
  }
}
