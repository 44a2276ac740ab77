// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  @TempDir private Path directory;

  private static Map<String, String> unzip(byte[] bytes) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        texts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  @Test
  void holdsTheEndsOfLogsWithoutSecrets() throws IOException {
    Path log = Files.writeString(directory.resolve("task.log"), "ERROR password=hidden\n");
    Path gone = directory.resolve("gone.log");
    Map<String, String> entries =
        unzip(new Bundle(Redaction.BY_LOOKS).tails("logs", List.of(log, gone)).bytes());
    assertThat(entries.get("logs/1-task.log")).isEqualTo("ERROR password=***\n");
    assertThat(entries.get("logs/left-out.txt")).contains("gone.log");
  }

  @Test
  void cutsALongLogAtTheStartOfALine() throws IOException {
    String line = "x".repeat(99) + "\n";
    Path log = Files.writeString(directory.resolve("long.log"), line.repeat(10_000));
    String tail =
        unzip(new Bundle(Redaction.BY_LOOKS).tails("logs", List.of(log)).bytes())
            .get("logs/1-long.log");
    assertThat(tail).startsWith("x".repeat(99) + "\n").hasSizeLessThanOrEqualTo(256 << 10);
  }

  @Test
  void isTheSameForTheSameContent() {
    Bundle one = new Bundle(Redaction.BY_LOOKS).text("a", "b");
    Bundle other = new Bundle(Redaction.BY_LOOKS).text("a", "b");
    assertThat(one.bytes()).isEqualTo(other.bytes());
  }

  @Test
  void mayBeReadByItsOwnerOnlyAndLeavesNothingElse() throws IOException {
    Path file = new Bundle(Redaction.BY_LOOKS).text("a", "b").write(directory, "bundle.zip");
    new Bundle(Redaction.BY_LOOKS).text("a", "c").write(directory, "bundle.zip");
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(directory).isDirectoryContaining("glob:**bundle.zip");
    assertThat(directory.toFile().list()).containsExactly("bundle.zip");
  }
}
