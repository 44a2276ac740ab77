// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.pipeline.Pipeline.DeadLetters;
import io.azud.pipeline.Pipeline.Objectives;
import io.azud.pipeline.Pipeline.Schedule;
import java.time.Duration;
import java.util.List;

/** When a pipeline runs, and what is expected of it. */
final class OperationShapes {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
  static final Duration LONGEST_INTERVAL = Duration.ofDays(7);
  private static final Duration LONGEST_FRESHNESS = Duration.ofDays(365);
  private static final Duration SHORTEST_FRESHNESS = Duration.ofSeconds(1);

  static final Field<Double> MAX_RATIO =
      Field.withDefault(
              "maxRatio",
              Scalars.number(0, 1),
              "1",
              "The share of rejected records above which the pipeline stops; 1 never stops it."
                  + " Looked at for each source partition of a batch with at least "
                  + DeadLetters.MIN_RECORDS
                  + " records.")
          .example("0.05");

  static final ObjectShape<DeadLetters> DEAD_LETTERS =
      ObjectShape.of(
          "deadLetters",
          "How many rejections are normal.",
          List.of(MAX_RATIO),
          values -> new DeadLetters(values.get(MAX_RATIO)));

  static final Field<Duration> EVERY =
      Field.withDefault(
          "every",
          Scalars.duration(SHORTEST_INTERVAL, LONGEST_INTERVAL),
          "10s",
          "The time between two passes of `azud run`.");

  static final Field<String> CRON =
      Field.optional(
              "cron",
              Scalars.text("a cron expression", (text, directory) -> Cron.checked(text)),
              "",
              "When an orchestrator runs the tasks: minute, hour, day of month, month, day of"
                  + " week.")
          .example("'0 * * * *'");

  static final ObjectShape<Schedule> SCHEDULE =
      ObjectShape.of(
          "schedule",
          "When the pipeline runs.",
          List.of(EVERY, CRON),
          values -> new Schedule(values.get(EVERY), values.get(CRON)));

  static final Field<Duration> FRESHNESS =
      Field.optional(
              "freshness",
              Scalars.duration(SHORTEST_FRESHNESS, LONGEST_FRESHNESS),
              Duration.ZERO,
              "The largest age of the newest visible record.")
          .example("60s");

  static final Field<Long> LAG =
      Field.optional(
              "lag",
              Scalars.integer(1, Long.MAX_VALUE),
              0L,
              "The largest number of records that are not yet visible.")
          .example("100000");

  static final ObjectShape<Objectives> OBJECTIVES =
      ObjectShape.of(
          "objectives",
          "What the pipeline's users were promised; alerts derive from it.",
          List.of(FRESHNESS, LAG),
          values -> new Objectives(values.get(FRESHNESS), values.get(LAG)));

  private OperationShapes() {}
}
