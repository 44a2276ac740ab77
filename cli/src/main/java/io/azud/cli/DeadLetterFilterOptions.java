// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.deadletter.DeadLetterFilter;
import picocli.CommandLine.Option;

/** Which dead letters a command is about. */
final class DeadLetterFilterOptions {
  @Option(names = "--rule", defaultValue = "", description = "Only those that this rule rejected.")
  private String rule;

  @Option(
      names = "--stage",
      defaultValue = "",
      description = "Only those of this stage: read, decode, check, transform, store.")
  private String stage;

  @Option(
      names = "--partition",
      defaultValue = "-1",
      description = "Only those of this partition (or file number).")
  private int partition;

  @Option(
      names = "--from-offset",
      defaultValue = "0",
      description = "From this offset (or row number) on.")
  private long from;

  @Option(
      names = "--to-offset",
      defaultValue = "9223372036854775807",
      description = "Up to, not including, this offset.")
  private long to;

  DeadLetterFilter filter(int limit) {
    return new DeadLetterFilter(rule, stage, partition, from, to, limit);
  }
}
