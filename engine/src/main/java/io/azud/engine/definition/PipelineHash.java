// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.pipeline.Check;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline.UnknownFields;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.pipeline.Transform;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The fingerprint of all that decides what becomes of a record. Secrets are not part of it. */
final class PipelineHash {
  private PipelineHash() {}

  static String of(
      Format format,
      List<Column> columns,
      UnknownFields unknown,
      List<Check> checks,
      Transform transform) {
    String text =
        String.join(
            "\n",
            format.toString(),
            columns.toString(),
            unknown.name(),
            checks.toString(),
            transform.toString());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
