// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.pipeline.SourceDefinition.Format;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Optional;

/**
 * An opened file that knows, once it has been read, whether its bytes are those that were
 * registered.
 */
abstract class VerifiedFile implements AutoCloseable {

  private static final int BUFFER = 256 * 1024;

  /** The file's records; called once. */
  abstract FileRecords records(Format format) throws IOException;

  /** Reads what is left of the file and compares its hash. */
  abstract boolean isAsRegistered() throws IOException;

  @Override
  public abstract void close() throws IOException;

  /**
   * @throws java.nio.file.NoSuchFileException when it is not there any more
   */
  static VerifiedFile open(RegisteredFile file, Format.Kind kind, FileStore store)
      throws IOException {
    if (kind != Format.Kind.PARQUET) {
      return new Streamed(file, store.open(file.uri()));
    }
    Optional<Path> here = store.onThisMachine(file.uri());
    if (here.isPresent()) {
      store.open(file.uri()).close();
      return new OnDisk(file, here.get(), false);
    }
    Path copy = Files.createTempFile("azud-", ".parquet");
    try (InputStream in = store.open(file.uri());
        OutputStream out = Files.newOutputStream(copy)) {
      in.transferTo(out);
      return new OnDisk(file, copy, true);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  /** Read once from front to back; the hash is made on the way. */
  private static final class Streamed extends VerifiedFile {
    private final RegisteredFile file;
    private final DigestInputStream bytes;

    Streamed(RegisteredFile file, InputStream in) {
      this.file = file;
      this.bytes = new DigestInputStream(new BufferedInputStream(in, BUFFER), Sha256.digest());
    }

    @Override
    FileRecords records(Format format) throws IOException {
      InputStream text = FileContent.plain(bytes);
      return format.kind() == Format.Kind.CSV
          ? new CsvRecords(text, format.csv())
          : new JsonLines(text);
    }

    @Override
    boolean isAsRegistered() throws IOException {
      bytes.transferTo(OutputStream.nullOutputStream());
      return Sha256.hex(bytes.getMessageDigest()).equals(file.sha256());
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /** Read here and there; the hash is made afterwards, so that it is of what was read. */
  private static final class OnDisk extends VerifiedFile {
    private final RegisteredFile file;
    private final Path path;
    private final boolean temporary;

    OnDisk(RegisteredFile file, Path path, boolean temporary) {
      this.file = file;
      this.path = path;
      this.temporary = temporary;
    }

    @Override
    FileRecords records(Format format) throws IOException {
      return new ParquetRecords(path);
    }

    @Override
    boolean isAsRegistered() throws IOException {
      try (InputStream in = Files.newInputStream(path)) {
        return Sha256.of(in).equals(file.sha256());
      }
    }

    @Override
    public void close() throws IOException {
      if (temporary) {
        Files.deleteIfExists(path);
      }
    }
  }
}
