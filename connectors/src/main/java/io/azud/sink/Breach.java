// SPDX-License-Identifier: Apache-2.0
package io.azud.sink;

import java.util.Locale;

/** What a store cannot hold about a value. */
enum Breach {
  NONE(""),
  MISSING("is required and has no value"),
  NUL("holds the character U+0000, which PostgreSQL cannot store"),
  INVALID_UTF8("holds text that is not valid UTF-8"),
  OUT_OF_RANGE("lies outside what its type can hold in every store");

  private final String predicate;
  private final String rule = name().toLowerCase(Locale.ROOT);

  Breach(String predicate) {
    this.predicate = predicate;
  }

  String rule() {
    return rule;
  }

  /** To be read after the column's name. */
  String predicate() {
    return predicate;
  }
}
