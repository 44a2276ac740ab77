// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import java.time.Duration;

/**
 * How often targets are asked.
 *
 * @param pause between an answer and the next question
 * @param slowPause the same for questions that read much: files of the lake, dead letters by rule
 * @param patience after which a question that is not answered counts as failed
 */
public record ProbePace(Duration pause, Duration slowPause, Duration patience) {
  public static final ProbePace DEFAULT =
      new ProbePace(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(15));

  public ProbePace {
    if (!isPositive(pause) || !isPositive(slowPause) || !isPositive(patience)) {
      throw new IllegalArgumentException("pauses and patience are longer than nothing");
    }
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isZero() && !duration.isNegative();
  }
}
