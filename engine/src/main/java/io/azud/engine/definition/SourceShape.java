// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.pipeline.SourceDefinition;
import io.azud.pipeline.SourceDefinition.Csv;
import io.azud.pipeline.SourceDefinition.Files;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import java.util.List;
import java.util.Map;

/** Where the records come from: one of several kinds of source. */
final class SourceShape {
  private static final KafkaTopic NO_TOPIC = new KafkaTopic("", Format.JSON, 0, 1, Map.of());
  private static final Files NO_FILES = new Files("", new Format(Format.Kind.JSON, Csv.DEFAULT));

  static final Field<KafkaTopic> KAFKA =
      Field.optional("kafka", KafkaSourceShape.SHAPE, NO_TOPIC, "A Kafka topic.");

  static final Field<Files> FILES =
      Field.optional(
          "files", FilesSourceShape.SHAPE, NO_FILES, "Files, local or in object storage.");

  static final ObjectShape<SourceDefinition> SHAPE =
      ObjectShape.<SourceDefinition>of(
              "source",
              "Where the records come from.",
              List.of(KAFKA, FILES),
              values -> values.get(KAFKA) == NO_TOPIC ? values.get(FILES) : values.get(KAFKA))
          .withExactlyOne();

  private SourceShape() {}
}
