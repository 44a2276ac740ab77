// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.Values;
import io.azud.pipeline.SourceDefinition.Csv;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import java.util.List;
import java.util.Map;

/** A Kafka topic to read from. */
final class KafkaSourceShape {
  static final Field<String> TOPIC =
      Field.required("topic", topic(), "The topic's name.").example("flights.raw");

  static final Field<Format.Kind> FORMAT =
      Field.withDefault(
          "format",
          Scalars.choice(List.of(Format.Kind.JSON, Format.Kind.CSV)),
          "json",
          "How a record's value is encoded.");

  static final Field<Csv> CSV =
      Field.withDefault("csv", CsvShape.IN_KAFKA, "{}", "How the CSV is written; for `csv`.");

  static final Field<Long> PARTITIONS =
      Field.withDefault(
          "partitions",
          Scalars.integer(0, 100_000),
          "0",
          "With how many partitions `azud apply` makes the topic when it is missing; 0: it must"
              + " exist.");

  static final Field<Long> REPLICATION =
      Field.withDefault(
          "replication",
          Scalars.integer(1, 32_767),
          "1",
          "The replication factor of a topic that is made.");

  static final Field<Map<String, String>> PROPERTIES =
      Field.withDefault(
          "properties",
          KafkaProperties.IN_PIPELINE,
          "{}",
          "Options of the Kafka consumer for this pipeline alone.");

  static final ObjectShape<KafkaTopic> SHAPE =
      ObjectShape.of(
              "source.kafka",
              "A Kafka topic. The brokers are in the environment file.",
              List.of(TOPIC, FORMAT, CSV, PARTITIONS, REPLICATION, PROPERTIES),
              KafkaSourceShape::topic)
          .refusing(
              Map.of(
                  "bootstrapServers", "the brokers are in the environment file",
                  "startingOffsets", "a pipeline begins at the topic's beginning",
                  "groupId", "positions are kept in the sinks, not in a consumer group"));

  private KafkaSourceShape() {}

  private static KafkaTopic topic(Values values) {
    return new KafkaTopic(
        values.get(TOPIC),
        new Format(values.get(FORMAT), values.get(CSV)),
        values.get(PARTITIONS).intValue(),
        values.get(REPLICATION).intValue(),
        values.get(PROPERTIES));
  }

  private static ScalarShape<String> topic() {
    String regex = "^[a-zA-Z0-9._-]{1,249}$";
    return Scalars.understood(
        "a topic",
        regex,
        (text, directory) -> {
          if (!text.matches(regex) || text.equals(".") || text.equals("..")) {
            throw new Misfit(
                "is not a topic: 1 to 249 letters, digits, dots, _ or -, and not only dots");
          }
          return text;
        });
  }
}
