// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Everything that was gathered of an incident, in one zip file without secrets. The same content
 * gives the same bytes. Not for use by several threads.
 */
public final class Bundle {
  private static final int MOST_FILES = 20;
  private static final int TAIL_BYTES = 256 << 10;
  private static final int MOST_TEXT = 4 << 20;

  private final Redaction redaction;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  public Bundle(Redaction redaction) {
    this.redaction = redaction;
  }

  /** Adds a text under a name. */
  public Bundle text(String name, String text) {
    String cut = text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) : text;
    entries.put(name, redaction.clean(cut).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Adds the ends of files; one that cannot be read is named and left out. */
  public Bundle tails(String directory, List<Path> files) {
    List<String> left = new ArrayList<>();
    int number = 0;
    for (Path file : files.subList(0, Math.min(MOST_FILES, files.size()))) {
      try {
        text(directory + "/" + ++number + "-" + plain(file), tail(file));
      } catch (IOException e) {
        left.add(file + " could not be read");
      }
    }
    if (!left.isEmpty()) {
      text(directory + "/left-out.txt", String.join("\n", left) + "\n");
    }
    return this;
  }

  private static String plain(Path file) {
    return String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private static String tail(Path path) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long start = Math.max(0, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      // The first line may be cut in the midst of a secret, which then would not be recognised.
      return start == 0 ? text : text.substring(text.indexOf('\n') + 1);
    }
  }

  /** The zip file's bytes. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(each.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes the zip file, readable by its owner only; it appears as a whole or not at all. */
  public Path write(Path directory, String name) throws IOException {
    Files.createDirectories(directory);
    Path partial = directory.resolve(name + "." + UUID.randomUUID() + ".partial");
    Files.createFile(
        partial,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(partial, bytes());
      return Files.move(
          partial,
          directory.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
