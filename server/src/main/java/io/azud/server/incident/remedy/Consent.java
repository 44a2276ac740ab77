// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.environment.Remedy;
import io.azud.server.incident.Incident;
import io.azud.server.incident.Origin;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which remedies may be applied.
 *
 * @param remedies to what a task has reported
 * @param toAlerts to what an alert has noticed
 * @param by on whose behalf: a person's name, or {@code azud} for the declared policy
 */
public record Consent(Set<Remedy> remedies, Set<Remedy> toAlerts, String by) {
  /** Who acts when nobody was asked. */
  public static final String POLICY = "azud";

  private static final Set<Remedy> LOADING =
      Set.of(Remedy.FINISH_COMMIT, Remedy.PREPARE_AGAIN, Remedy.SMALLER_RANGE);

  public Consent {
    remedies = Set.copyOf(remedies);
    toAlerts = Set.copyOf(toAlerts);
  }

  /** Whether nobody waits for the answer. */
  boolean isPolicy() {
    return by.equals(POLICY);
  }

  /** Whether a remedy may be applied to an incident. */
  public boolean allows(Remedy remedy, Incident incident) {
    boolean alert = incident.origin() == Origin.ALERTMANAGER || incident.origin() == Origin.GRAFANA;
    return (alert ? toAlerts : remedies).contains(remedy);
  }

  /**
   * What the environment declares. An alert tells of pipelines that may be running: what loads data
   * would take the pipeline from the instance that is at work.
   */
  public static Consent policy(Set<Remedy> automatic) {
    Set<Remedy> harmless = EnumSet.noneOf(Remedy.class);
    harmless.addAll(automatic);
    harmless.removeAll(LOADING);
    return new Consent(automatic, harmless, POLICY);
  }

  /** A person has asked for it. */
  public static Consent of(String person) {
    Set<Remedy> all = Set.copyOf(Arrays.asList(Remedy.values()));
    return new Consent(all, all, person);
  }
}
