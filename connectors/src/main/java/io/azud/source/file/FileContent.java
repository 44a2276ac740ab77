// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Turns a file's bytes into text bytes: what is compressed is known by its first bytes, not by its
 * name.
 */
final class FileContent {

  private static final int HEAD = 6;

  private FileContent() {}

  /**
   * The bytes without compression and without a UTF-8 byte order mark.
   *
   * @throws IOException when the content is of a kind that is not read
   */
  static InputStream plain(InputStream raw) throws IOException {
    PushbackInputStream in = new PushbackInputStream(raw, HEAD);
    byte[] head = peek(in);
    if (startsWith(head, 0x1f, 0x8b)) {
      return withoutMark(gzip(in));
    }
    if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) {
      return withoutMark(new ZstdInputStreamNoFinalizer(in));
    }
    refuse(head);
    return withoutMark(in);
  }

  /** Unlike the JDK's, this one reports what follows a member and is none. */
  @SuppressWarnings("deprecation") // its builder would bind us to a third library, commons-io
  private static InputStream gzip(InputStream in) throws IOException {
    return new GzipCompressorInputStream(in, true);
  }

  private static void refuse(byte[] head) throws IOException {
    if (startsWith(head, 'P', 'K', 3, 4)) {
      throw new IOException("it is a zip archive");
    }
    if (startsWith(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      throw new IOException("it is compressed with xz");
    }
    if (startsWith(head, 'B', 'Z', 'h') && head.length > 4 && head[4] == '1') {
      throw new IOException("it is compressed with bzip2");
    }
    if (startsWith(head, 'P', 'A', 'R', '1')) {
      throw new IOException("it is a Parquet file");
    }
  }

  private static InputStream withoutMark(InputStream text) throws IOException {
    PushbackInputStream in = new PushbackInputStream(text, HEAD);
    byte[] head = peek(in);
    if (startsWith(head, 0xfe, 0xff) || startsWith(head, 0xff, 0xfe)) {
      throw new IOException("it is UTF-16");
    }
    if (startsWith(head, 0xef, 0xbb, 0xbf)) {
      in.skipNBytes(3);
    }
    return in;
  }

  private static byte[] peek(PushbackInputStream in) throws IOException {
    byte[] head = in.readNBytes(HEAD);
    in.unread(head);
    return head;
  }

  private static boolean startsWith(byte[] head, int... magic) {
    byte[] wanted = new byte[magic.length];
    for (int i = 0; i < magic.length; i++) {
      wanted[i] = (byte) magic[i];
    }
    return head.length >= wanted.length
        && Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
  }
}
