// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.server.http.Refusal;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentDocument;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.diagnosis.Diagnostician;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.escalation.Escalator;
import io.azud.server.incident.evidence.Redaction;
import io.azud.server.incident.procedure.Procedure;
import io.azud.server.incident.procedure.Site;
import io.azud.server.incident.remedy.Consent;
import io.azud.server.incident.remedy.Hands;
import io.azud.server.incident.remedy.Sleeper;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The steps of the level-1 procedure that a person asks for in the console, one at a time. Each
 * says in one sentence what it came to; the rest is in the incident's timeline.
 */
public final class LevelOne {
  private final Site site;
  private final IncidentLedger ledger;
  private final Path bundles;
  private final Function<Scene, Hands> hands;
  private final Semaphore one = new Semaphore(1);

  public LevelOne(Site site, IncidentLedger ledger, Path bundles, Function<Scene, Hands> hands) {
    this.site = site;
    this.ledger = ledger;
    this.bundles = bundles;
    this.hands = hands;
  }

  /** What happened, from the beginning until now. */
  String document(Incident incident) {
    String document =
        IncidentDocument.markdown(incident, ledger.timeline(incident.id()), site.clock().instant());
    return Redaction.of(site.environment()).clean(document);
  }

  String diagnose(Incident incident, String actor) {
    return step(incident, (procedure, scene) -> procedure.diagnose(scene, actor).summary());
  }

  /** What the remedy would do. */
  String plan(Incident incident, String actor) {
    return step(incident, (procedure, scene) -> procedure.plan(scene, actor).message());
  }

  String remedy(Incident incident, String actor) {
    return step(
        incident,
        (procedure, scene) ->
            procedure.resolve(scene, () -> hands.apply(scene), Consent.of(actor)).message());
  }

  String escalate(Incident incident, String actor) {
    return step(
        incident,
        (procedure, scene) ->
            procedure
                .escalate(scene, actor, Escalator.channels(site.environment().incidents()))
                .getFileName()
                .toString());
  }

  private String step(Incident incident, BiFunction<Procedure, Scene, String> step) {
    if (!one.tryAcquire()) {
      throw new Refusal(409, "BUSY", "another step is at work; try again when it has ended");
    }
    try (Diagnostician diagnostician = new Diagnostician(site.clock())) {
      Procedure procedure = new Procedure(ledger, diagnostician, bundles, Sleeper.real());
      return step.apply(procedure, site.scene(incident));
    } finally {
      one.release();
    }
  }
}
