// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, so that all of it can be told at once. Not thread-safe. */
public final class Problems {
  private final List<Finding> findings = new ArrayList<>();

  /** One thing that is wrong, and where. */
  public record Finding(Position position, String message) {}

  public void add(Position position, String message) {
    findings.add(new Finding(position, message));
  }

  public boolean isEmpty() {
    return findings.isEmpty();
  }

  /** Each different finding once, in reading order. */
  public List<Finding> inReadingOrder() {
    return findings.stream().distinct().sorted(Comparator.comparing(Finding::position)).toList();
  }
}
