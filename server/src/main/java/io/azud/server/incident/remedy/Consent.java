// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.environment.Remedy;
import java.util.Arrays;
import java.util.Set;

/**
 * Which remedies may be applied.
 *
 * @param by on whose behalf: a person's name, or {@code azud} for the declared policy
 */
public record Consent(Set<Remedy> remedies, String by) {

  public Consent {
    remedies = Set.copyOf(remedies);
  }

  /** What the environment declares. */
  public static Consent policy(Set<Remedy> automatic) {
    return new Consent(automatic, "azud");
  }

  /** A person has asked for it. */
  public static Consent of(String person) {
    return new Consent(Set.copyOf(Arrays.asList(Remedy.values())), person);
  }
}
