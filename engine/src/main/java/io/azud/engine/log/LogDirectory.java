// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The log in files of a directory, {@code azud-000001.json} and so on, to which any number of
 * processes append at once. A full file is followed by the next number and never renamed, so that
 * whoever ships it needs to know no rotation; the oldest are deleted. Only the owner reads them.
 * Log4j's own rolling files belong to one process each, and every command is a process.
 * Thread-safe.
 */
public final class LogDirectory implements AutoCloseable {
  /** Into how many files the space is divided. */
  static final int FILES = 10;

  private static final Pattern NAME = Pattern.compile("azud-([0-9]{6,15})\\.json");
  private static final FileAttribute<?> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path directory;
  private final long fileBytes;
  private Path file;
  private OutputStream out;
  private boolean torn;

  /** Writes nothing yet, and does not look whether it could. */
  public LogDirectory(Path directory, long maxBytes) {
    this.directory = directory;
    this.fileBytes = Math.max(1, maxBytes / FILES);
  }

  /** The files in it, oldest first; none when there is no such directory. */
  public static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> NAME.matcher(entry.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(LogDirectory::number))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /**
   * Appends one line, in one write, so that lines of several processes do not mix.
   *
   * @param line with its line feed
   * @throws IOException when it could not be kept; the next line is tried anew
   */
  public synchronized void append(byte[] line) throws IOException {
    try {
      if (out == null || !hasRoom()) {
        change();
      }
      if (torn) {
        out.write('\n');
        torn = false;
      }
      // Not a channel: those are closed when the thread is interrupted, as Spark does with tasks.
      out.write(line);
    } catch (IOException e) {
      torn = true;
      close();
      throw e;
    }
  }

  private boolean hasRoom() throws IOException {
    try {
      return Files.size(file) < fileBytes;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Another process may have gone on to the next file already. */
  private void change() throws IOException {
    close();
    makeDirectory();
    List<Path> files = files(directory);
    Path last = files.isEmpty() ? numbered(0) : files.get(files.size() - 1);
    boolean full = files.isEmpty() || Files.size(last) >= fileBytes;
    file = full ? made(numbered(number(last) + 1)) : last;
    out = new FileOutputStream(file.toFile(), true);
    List<Path> all = files(directory);
    for (Path old : all.subList(0, Math.max(0, all.size() - FILES))) {
      Files.deleteIfExists(old);
    }
  }

  private void makeDirectory() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory.toAbsolutePath().getParent());
      try {
        Files.createDirectory(directory, OWNER_DIRECTORY);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(directory)) {
          throw e;
        }
      }
    }
  }

  private static Path made(Path next) throws IOException {
    try {
      return Files.createFile(next, OWNER_FILE);
    } catch (FileAlreadyExistsException e) {
      return next;
    }
  }

  private Path numbered(long number) {
    return directory.resolve(String.format(Locale.ROOT, "azud-%06d.json", number));
  }

  private static long number(Path file) {
    return Long.parseLong(NAME.matcher(file.getFileName().toString()).replaceFirst("$1"));
  }

  @Override
  public synchronized void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      // Every line was written through before: nothing is left to lose.
    } finally {
      out = null;
    }
  }
}
