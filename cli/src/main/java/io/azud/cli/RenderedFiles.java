// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.definition.PipelineReader;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.render.prometheus.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads pipelines and writes what is rendered of them. */
final class RenderedFiles {
  private RenderedFiles() {}

  static List<PipelineFile> read(List<Path> files) {
    PipelineReader reader = new PipelineReader(System.getenv());
    return files.stream()
        .map(file -> new PipelineFile(reader.read(file), file.toString()))
        .toList();
  }

  /**
   * @param texts by path below {@code out}
   */
  static void write(Path out, Map<String, String> texts) {
    try {
      for (Map.Entry<String, String> text : texts.entrySet()) {
        Path target = out.resolve(text.getKey());
        Files.createDirectories(target.getParent());
        Files.writeString(target, text.getValue());
        System.out.println("Wrote " + target + ".");
      }
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.FILES_UNREADABLE,
          "cannot write to "
              + out
              + " ("
              + e.getClass().getSimpleName()
              + "): name a directory that this user may write with --out",
          e);
    }
  }
}
