// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Remembers names, without regard to case. */
final class Duplicates {
  private final Set<String> names = new HashSet<>();

  /** Whether the name was asked about before. */
  boolean has(String name) {
    return !names.add(name.toLowerCase(Locale.ROOT));
  }
}
