// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Place;
import io.azud.pipeline.SourceDefinition.Csv;
import io.azud.pipeline.SourceDefinition.Format;
import java.util.Optional;

/** What must hold between the options of a source. */
final class SourceRules {
  private SourceRules() {}

  static void check(Place source) {
    source
        .find(SourceShape.KAFKA)
        .ifPresent(kafka -> checkCsv(kafka, KafkaSourceShape.FORMAT, KafkaSourceShape.CSV));
    source
        .find(SourceShape.FILES)
        .ifPresent(files -> checkCsv(files, FilesSourceShape.FORMAT, FilesSourceShape.CSV));
  }

  private static void checkCsv(Place source, Field<Format.Kind> format, Field<Csv> csv) {
    Optional<Place> declared = source.find(csv);
    if (declared.isEmpty()) {
      return;
    }
    if (source.read(format).filter(kind -> kind != Format.Kind.CSV).isPresent()) {
      declared.get().problem("csv has a meaning for format: csv only");
    }
    Optional<Character> delimiter = declared.get().read(CsvShape.DELIMITER);
    if (delimiter.isPresent() && delimiter.equals(declared.get().read(CsvShape.QUOTE))) {
      declared.get().problem("delimiter and quote are the same character");
    }
  }
}
