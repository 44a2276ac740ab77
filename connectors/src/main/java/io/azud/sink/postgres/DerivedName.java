// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of partitions and indexes, which derive from the table's. PostgreSQL cuts a name after 63
 * bytes; these are never cut.
 */
final class DerivedName {
  private static final int MAX_BYTES = 63;
  private static final int HASH_BYTES = 4;

  private DerivedName() {}

  /**
   * {@code base + suffix}; when that is too long, the base is cut and a hash of the whole takes its
   * place.
   */
  static String of(String base, String suffix) {
    String whole = base + suffix;
    return bytes(whole) <= MAX_BYTES ? whole : hashed(base, suffix, whole);
  }

  /** A name with a hash in any case, which also tells apart what the plain names would not. */
  static String hashed(String base, String suffix, String identity) {
    String tail = "_" + hash(identity) + suffix;
    StringBuilder cut = new StringBuilder(base);
    while (bytes(cut + tail) > MAX_BYTES) {
      cut.setLength(cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut + tail;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
