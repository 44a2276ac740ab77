// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.pipeline.SourceDefinition.Csv;
import io.azud.pipeline.SourceDefinition.Files;
import io.azud.pipeline.SourceDefinition.Format;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Files to read from. */
final class FilesSourceShape {
  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
  private static final Pattern S3 = Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/.*)?");

  static final Field<String> PATH =
      Field.required(
              "path",
              Scalars.text("a path", FilesSourceShape::resolve),
              "A directory, a file, or a path whose last part holds `*`: local (relative to this"
                  + " file) or `s3://bucket/prefix`.")
          .example("data/*.csv.gz");

  static final Field<Format.Kind> FORMAT =
      Field.required(
              "format",
              Scalars.choice(Format.Kind.class),
              "How the files are encoded; `json` is one object a line. CSV and JSON files may be"
                  + " compressed (`.gz`, `.zst`).")
          .example("csv");

  static final Field<Csv> CSV =
      Field.withDefault("csv", CsvShape.IN_FILES, "{}", "How the CSV is written; for `csv`.");

  static final ObjectShape<Files> SHAPE =
      ObjectShape.of(
          "source.files",
          "Files, each of which counts once by its content, whatever its name.",
          List.of(PATH, FORMAT, CSV),
          values -> new Files(values.get(PATH), new Format(values.get(FORMAT), values.get(CSV))));

  private FilesSourceShape() {}

  private static String resolve(String text, Path directory) throws Misfit {
    if (text.isBlank()) {
      throw new Misfit("is empty: a path is needed here");
    }
    int lastPart = text.lastIndexOf('/', text.length() - 2) + 1;
    if (text.substring(0, lastPart).contains("*")) {
      throw new Misfit("is not a path that can be read: only its last part may hold *");
    }
    if (SCHEME.matcher(text).matches()) {
      return s3(text);
    }
    try {
      return directory.resolve(text).normalize().toString();
    } catch (InvalidPathException e) {
      throw new Misfit("is not a path: " + e.getReason());
    }
  }

  private static String s3(String text) throws Misfit {
    if (!S3.matcher(text).matches()) {
      throw new Misfit("is not a path: write a local path or s3://bucket/prefix");
    }
    if (List.of(text.split("/")).contains("..")) {
      throw new Misfit("is not a path: .. has no meaning in object storage");
    }
    return text;
  }
}
