// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Predicate;

/**
 * Unpacks a tar archive of files, directories and symbolic links (ustar, with GNU's long names).
 */
final class TarFile {
  private static final int BLOCK = 512;
  private static final int OWNER_EXECUTES = 0100;

  private final InputStream in;
  private final byte[] header = new byte[BLOCK];

  TarFile(InputStream in) {
    this.in = in;
  }

  /** Unpacks the entries whose names are wanted; all files become their owner's alone. */
  void unpack(Path target, Predicate<String> wanted) throws IOException {
    OwnerOnly.directory(target);
    String longName = "";
    while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
      String name = longName.isEmpty() ? name() : longName;
      long size = Long.parseLong(text(124, 12), 8);
      char type = (char) header[156];
      longName = "";
      if (type == 'L') {
        longName = new String(in.readNBytes((int) size), StandardCharsets.UTF_8).replace("\0", "");
      } else if (wanted.test(name)) {
        write(inside(target, name), type, size);
      } else {
        in.skipNBytes(size);
      }
      in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }
  }

  private void write(Path path, char type, long size) throws IOException {
    switch (type) {
      case '5' -> OwnerOnly.directory(path);
      case '2' -> {
        OwnerOnly.directory(path.getParent());
        Files.createSymbolicLink(path, Path.of(text(157, 100)));
      }
      case '0', '\0' -> writeFile(path, size);
      default -> in.skipNBytes(size);
    }
  }

  private void writeFile(Path path, long size) throws IOException {
    OwnerOnly.directory(path.getParent());
    boolean executable = (Integer.parseInt(text(100, 8), 8) & OWNER_EXECUTES) != 0;
    String permissions = executable ? "rwx------" : "rw-------";
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    byte[] buffer = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(path)) {
      for (long left = size; left > 0; ) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw new EOFException("the archive ends within " + path.getFileName());
        }
        out.write(buffer, 0, count);
        left -= count;
      }
    }
  }

  private String name() {
    String prefix = text(345, 155);
    return prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100);
  }

  private String text(int offset, int length) {
    int end = offset;
    while (end < offset + length && header[end] != 0) {
      end++;
    }
    return new String(header, offset, end - offset, StandardCharsets.UTF_8).strip();
  }

  private static Path inside(Path target, String name) throws IOException {
    Path path = target.resolve(name).normalize();
    if (!path.startsWith(target)) {
      throw new IOException("the archive has an entry outside of itself: " + name);
    }
    return path;
  }
}
