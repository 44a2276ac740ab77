// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.procedure;

import io.azud.error.ErrorCode;
import io.azud.server.incident.EventKind;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.Journal;
import io.azud.server.incident.diagnosis.Diagnosis;
import io.azud.server.incident.diagnosis.Diagnostician;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.diagnosis.check.Checks;
import io.azud.server.incident.escalation.Channel;
import io.azud.server.incident.escalation.Escalator;
import io.azud.server.incident.remedy.Consent;
import io.azud.server.incident.remedy.Hands;
import io.azud.server.incident.remedy.Healer;
import io.azud.server.incident.remedy.Outcome;
import io.azud.server.incident.remedy.Sleeper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The general procedure of level 1: diagnose, apply the safe remedy, document, and escalate what it
 * does not resolve. Each step can be done alone. Calls for different incidents may come from
 * different threads.
 */
public final class Procedure {
  private final IncidentLedger ledger;
  private final Diagnostician diagnostician;
  private final Healer healer;
  private final Escalator escalator;

  /**
   * @param bundles where the bundles of evidence are kept
   */
  public Procedure(
      IncidentLedger ledger, Diagnostician diagnostician, Path bundles, Sleeper sleeper) {
    this.ledger = ledger;
    this.diagnostician = diagnostician;
    this.healer = new Healer(diagnostician, sleeper);
    this.escalator = new Escalator(bundles, sleeper);
  }

  /** The whole procedure. */
  public Outcome run(Scene scene, Supplier<Hands> hands, Consent consent, List<Channel> channels) {
    Journal journal = journal(scene);
    Diagnosis diagnosis = diagnose(scene, consent.by(), journal);
    Outcome outcome = treat(scene, diagnosis, hands, consent, journal);
    if (!(outcome instanceof Outcome.Helped) && isWorthEscalating(journal.incident())) {
      escalator.escalate(scene, channels, consent.by(), journal);
    }
    return outcome;
  }

  /** Gathers evidence, and keeps it in the timeline. */
  public Diagnosis diagnose(Scene scene, String actor) {
    return diagnose(scene, actor, journal(scene));
  }

  /** What would be done to resolve the incident; changes nothing but the timeline. */
  public Outcome plan(Scene scene, String actor) {
    return healer.plan(scene, diagnose(scene, actor));
  }

  /** Diagnoses, applies the remedies that are allowed, and looks whether they have helped. */
  public Outcome resolve(Scene scene, Supplier<Hands> hands, Consent consent) {
    Journal journal = journal(scene);
    return treat(scene, diagnose(scene, consent.by(), journal), hands, consent, journal);
  }

  /**
   * Tells those beyond level 1.
   *
   * @return the bundle of evidence
   */
  public Path escalate(Scene scene, String actor, List<Channel> channels) {
    return escalator.escalate(scene, channels, actor, journal(scene));
  }

  private Journal journal(Scene scene) {
    return new Journal(ledger, scene.incident(), scene.clock());
  }

  private Diagnosis diagnose(Scene scene, String actor, Journal journal) {
    Diagnosis diagnosis = diagnostician.diagnose(scene, Checks.of(scene.incident()));
    journal.add(EventKind.DIAGNOSED, actor, diagnosis.summary(), diagnosis.json());
    return diagnosis;
  }

  private Outcome treat(
      Scene scene, Diagnosis diagnosis, Supplier<Hands> hands, Consent consent, Journal journal) {
    Outcome outcome = healer.treat(scene, diagnosis, hands, consent, journal);
    if (outcome instanceof Outcome.Helped) {
      journal.resolve(consent.by(), outcome.message());
    }
    return outcome;
  }

  /** What has ended in the meantime, or says that there is nothing to do, is nobody's business. */
  private static boolean isWorthEscalating(Incident incident) {
    return !incident.isResolved() && !incident.code().equals(ErrorCode.NOTHING_TO_DO.name());
  }

  /** Adds a remark to the timeline. */
  public void note(long incident, String actor, String remark) {
    ledger.add(incident, EventKind.NOTE, actor, remark, Map.of());
  }
}
