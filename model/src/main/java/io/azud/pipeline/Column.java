// SPDX-License-Identifier: Apache-2.0
package io.azud.pipeline;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * One column of a pipeline's contract, or a field of a struct.
 *
 * @param name lower case, at most 63 bytes, so that it is the same name in every store
 * @param required a record without a value here is rejected
 * @param rules what else a value must satisfy
 */
public record Column(String name, DataType type, boolean required, Rules rules)
    implements Serializable {

  public Column {
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
    Objects.requireNonNull(rules);
  }

  public static Column optional(String name, DataType type) {
    return new Column(name, type, false, Rules.NONE);
  }

  public static Column required(String name, DataType type) {
    return new Column(name, type, true, Rules.NONE);
  }

  /**
   * Limits on one column's values; the literals are kept as they stand in the file and read by the
   * column's type.
   *
   * @param min smallest allowed value, inclusive; empty for no limit
   * @param max largest allowed value, inclusive; empty for no limit
   * @param values the only allowed values; empty allows all
   * @param pattern a regular expression that the whole string must match; empty for none
   * @param zone for a timestamp whose text has no offset: the time zone it is in; empty when an
   *     offset is required
   * @param nullText text that stands for "no value" (for example {@code NA} in CSV)
   */
  public record Rules(
      String min,
      String max,
      List<String> values,
      String pattern,
      String zone,
      List<String> nullText)
      implements Serializable {
    public static final Rules NONE = new Rules("", "", List.of(), "", "", List.of());

    public Rules {
      values = List.copyOf(values);
      nullText = List.copyOf(nullText);
    }
  }
}
