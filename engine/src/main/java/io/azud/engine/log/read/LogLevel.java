// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How much a line matters, the least first. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR;

  /** What lines of this level and above say of themselves. */
  List<String> names() {
    List<String> names =
        new ArrayList<>(
            Arrays.stream(values())
                .filter(each -> each.compareTo(this) >= 0)
                .map(Enum::name)
                .toList());
    names.add("FATAL");
    if (this == DEBUG) {
      names.add("TRACE");
    }
    return List.copyOf(names);
  }
}
