// SPDX-License-Identifier: Apache-2.0
package io.azud.environment;

import java.io.Serializable;
import java.util.Objects;

/** A value that is never printed: {@link #toString()} shows that there is one, nothing else. */
public final class Secret implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No secret at all; its value is the empty string. */
  public static final Secret NONE = new Secret("");

  private final String value;

  private Secret(String value) {
    this.value = Objects.requireNonNull(value);
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value itself, for the client that must present it. */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
