// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where a source's files are. Not for use by several threads. */
interface FileStore extends AutoCloseable {

  /**
   * The files that are there, whole, in any order; what is still being written is left for the next
   * time.
   *
   * @throws io.azud.error.AzudException {@code FILES_UNREADABLE}, {@code BUCKET_MISSING}, {@code
   *     STORE_REFUSED}, {@code STORE_UNREACHABLE}
   */
  List<FoundFile> list();

  /** The content's SHA-256 in hex; empty when the file is no longer the one that was listed. */
  Optional<String> sha256(FoundFile file);

  /**
   * The file's bytes; the caller closes the stream.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such file any more
   */
  InputStream open(String uri) throws IOException;

  /**
   * The file on this machine, for readers that jump about in it; empty when it must be copied
   * first.
   */
  Optional<Path> onThisMachine(String uri);

  @Override
  void close();
}
