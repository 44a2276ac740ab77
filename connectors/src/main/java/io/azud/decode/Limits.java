// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

/** How large a record and its parts may be, so that no record can exhaust an executor. */
public final class Limits {
  public static final int MAX_RECORD_BYTES = 32 << 20;
  public static final int MAX_STRING_BYTES = 20_000_000;
  public static final int MAX_KEY_BYTES = 64 << 10;
  public static final int MAX_KEYS_PER_OBJECT = 10_000;
  public static final int MAX_DEPTH = 100;

  /** Digits of one number; also the largest absolute exponent of a number in a json value. */
  public static final int MAX_NUMBER_DIGITS = 1_000;

  /** What a decoder's buffer may still hold when the record that needed more is done. */
  public static final int KEPT_BUFFER_BYTES = 1 << 20;

  private Limits() {}
}
