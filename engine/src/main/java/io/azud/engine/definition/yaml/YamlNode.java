// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a YAML file, with the position at which it begins. */
public sealed interface YamlNode {

  Position position();

  /** What the value is, as a message calls it: {@code text}, {@code a list}. */
  String noun();

  /**
   * A single value.
   *
   * @param text the characters, without quotes and with escapes undone
   */
  record Scalar(Position position, String text, Kind kind) implements YamlNode {

    /** What YAML's core schema takes a scalar for; whatever is quoted is text. */
    public enum Kind {
      TEXT("text"),
      INTEGER("a whole number"),
      DECIMAL("a number"),
      BOOLEAN("true or false"),
      NULL("nothing");

      private final String noun;

      Kind(String noun) {
        this.noun = noun;
      }

      public String noun() {
        return noun;
      }
    }

    @Override
    public String noun() {
      return kind.noun();
    }
  }

  /** A list. */
  record Sequence(Position position, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String noun() {
      return "a list";
    }
  }

  /** Keys with values, in the file's order; keys are unique. */
  record Mapping(Position position, Map<String, Entry> entries) implements YamlNode {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String noun() {
      return "a mapping";
    }
  }

  /** A key with its value. */
  record Entry(Scalar key, YamlNode value) {}
}
