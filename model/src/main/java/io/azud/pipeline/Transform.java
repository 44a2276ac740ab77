// SPDX-License-Identifier: Apache-2.0
package io.azud.pipeline;

import io.azud.environment.Secret;
import java.io.Serializable;
import java.util.List;

/**
 * What a pipeline does to a checked record, in this order: filter, select, mask. Deterministic for
 * each record.
 *
 * @param select Spark SQL select items over the contract's columns; empty means {@code *}
 * @param filter Spark SQL condition; a record for which it is not true is counted as filtered.
 *     Empty keeps all
 */
public record Transform(List<String> select, String filter, List<Mask> masks)
    implements Serializable {
  public static final Transform NONE = new Transform(List.of(), "", List.of());

  public Transform {
    select = List.copyOf(select);
    masks = List.copyOf(masks);
  }

  /**
   * Hides a string column's values in every store. Lake statistics are not kept for such a column.
   */
  public record Mask(String column, Method with, Secret key) implements Serializable {

    /** How a value is hidden. */
    public enum Method {
      /** HMAC-SHA-256 with the key, in hex: equal values stay equal. */
      HMAC,
      /** Replaced by {@code ***}. */
      REDACT
    }
  }
}
