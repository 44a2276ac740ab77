// SPDX-License-Identifier: Apache-2.0
package io.azud.pipeline;

import java.io.Serializable;

/**
 * A rule in Spark SQL over the contract's columns. A record passes when the expression is true or
 * null, as with SQL's CHECK.
 *
 * @param name shown with each dead letter that the rule made
 */
public record Check(String name, String expression, OnFail onFail) implements Serializable {

  /** What a failed check does. */
  public enum OnFail {
    /** The record becomes a dead letter. */
    REJECT,
    /** The record goes on and is counted. */
    WARN,
    /** The pipeline stops before the record becomes visible. */
    STOP
  }
}
