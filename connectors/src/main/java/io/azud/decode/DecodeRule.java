// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import java.util.Locale;

/**
 * Why a decoder rejects a record. The names are stable: dead letters are counted, filtered and
 * alerted on by them.
 *
 * <p>{@code docs/reference/decoding.md} explains each one.
 */
public enum DecodeRule {
  EMPTY,
  NOT_AN_OBJECT,
  MALFORMED,
  TRAILING_DATA,
  INVALID_UTF8,
  LONE_SURROGATE,
  CONTROL_CHARACTER,
  NUL,
  DUPLICATE_KEY,
  TOO_DEEP,
  TOO_LARGE,
  WRONG_TYPE,
  OUT_OF_RANGE,
  INEXACT,
  BAD_TIMESTAMP,
  BAD_DATE,
  BAD_BINARY,
  MISSING,
  UNKNOWN_FIELD,
  FIELD_CASE,
  FIELD_COUNT,
  BAD_QUOTING;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The name in a {@link io.azud.spi.Verdict.Rejection}. */
  public String id() {
    return id;
  }
}
