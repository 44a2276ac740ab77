// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;

/** How evidence calls a pipeline's source. */
final class SourceName {
  private SourceName() {}

  static String of(Pipeline pipeline) {
    SourceDefinition source = pipeline.source();
    if (source instanceof SourceDefinition.KafkaTopic kafka) {
      return "topic " + kafka.topic();
    }
    return source instanceof SourceDefinition.Files files
        ? "files " + files.path()
        : source.getClass().getSimpleName();
  }
}
