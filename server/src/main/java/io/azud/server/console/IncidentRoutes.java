// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.server.http.Access;
import io.azud.server.http.Refusal;
import io.azud.server.http.Reply;
import io.azud.server.http.Request;
import io.azud.server.http.Route;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentEvent;
import io.azud.server.incident.IncidentFilter;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.alert.AlertReceipt;
import io.azud.server.incident.alert.AlertReceiver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Incidents for the console, and the doors at which alerts come in. */
public final class IncidentRoutes {
  private static final int LONGEST_REASON = 500;

  private final IncidentLedger ledger;
  private final AlertReceiver alerts;
  private final LevelOne levelOne;

  public IncidentRoutes(IncidentLedger ledger, AlertReceiver alerts, LevelOne levelOne) {
    this.ledger = ledger;
    this.alerts = alerts;
    this.levelOne = levelOne;
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/incidents", Access.READ, this::list),
        Route.get("/api/incidents/{id}", Access.READ, this::show),
        Route.get("/api/incidents/{id}/document", Access.READ, this::export),
        Route.post("/api/incidents/{id}/resolve", Access.OPERATE, this::resolve),
        Route.post("/api/incidents/{id}/diagnose", Access.OPERATE, act(levelOne::diagnose)),
        Route.post("/api/incidents/{id}/plan", Access.OPERATE, act(levelOne::plan)),
        Route.post("/api/incidents/{id}/remedy", Access.OPERATE, act(levelOne::remedy)),
        Route.post("/api/incidents/{id}/escalate", Access.OPERATE, act(levelOne::escalate)),
        alerts("/api/alerts/alertmanager", alerts::alertmanager),
        alerts("/api/alerts/grafana", alerts::grafana));
  }

  /** A step of the procedure, and what it came to in one sentence. */
  private Route.Handler act(BiFunction<Incident, String, String> step) {
    return request ->
        Reply.json(Map.of("message", step.apply(find(request), request.user().name())));
  }

  private interface Door {
    AlertReceipt take(InputStream body) throws IOException;
  }

  private static Route alerts(String path, Door door) {
    return new Route(
        "POST",
        path,
        Access.ALERT,
        AlertReceiver.MAX_BYTES,
        request -> {
          try {
            AlertReceipt receipt = door.take(new ByteArrayInputStream(request.body()));
            return Reply.json(receipt.httpStatus(), view(receipt));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static Map<String, Object> view(AlertReceipt receipt) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("taken", receipt.filings().size());
    view.put(
        "incidents",
        receipt.filings().stream()
            .flatMap(filing -> filing.incident().stream())
            .map(Incident::id)
            .distinct()
            .toList());
    view.put("ended", receipt.ended().stream().map(Incident::id).toList());
    view.put("refused", receipt.refused());
    if (receipt.httpStatus() >= 400) {
      AlertReceipt.Refused first = receipt.refused().get(0);
      view.put("error", Map.of("code", first.reason().name(), "message", first.message()));
    }
    return view;
  }

  private Reply list(Request request) {
    IncidentFilter filter =
        request.query("state", "active").equals("all") ? IncidentFilter.ALL : IncidentFilter.ACTIVE;
    List<Incident> incidents = ledger.list(filter.of(request.query("pipeline", "")));
    return Reply.json(incidents.stream().map(IncidentRoutes::view).toList());
  }

  private Reply show(Request request) {
    Incident incident = find(request);
    Map<String, Object> view = view(incident);
    view.put(
        "timeline", ledger.timeline(incident.id()).stream().map(IncidentRoutes::view).toList());
    return Reply.json(view);
  }

  /** The whole story as a file to keep. */
  private Reply export(Request request) {
    Incident incident = find(request);
    return Reply.text(200, "text/markdown; charset=utf-8", levelOne.document(incident))
        .with("Content-Disposition", "attachment; filename=incident-" + incident.id() + ".md");
  }

  private Reply resolve(Request request) {
    String why = request.json().path("why").asText("").strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw Refusal.badRequest(
          "say in 'why', in at most " + LONGEST_REASON + " characters, how it is known to be over");
    }
    Incident incident = find(request);
    return Reply.json(view(ledger.resolve(incident.id(), request.user().name(), why)));
  }

  private Incident find(Request request) {
    return ledger
        .find(request.pathNumber("id"))
        .orElseThrow(() -> Refusal.notFound("there is no incident with this number"));
  }

  private static Map<String, Object> view(Incident incident) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", incident.id());
    view.put("pipeline", incident.pipeline());
    view.put("task", incident.task());
    view.put("code", incident.code());
    view.put("severity", incident.severity().id());
    view.put("origin", incident.origin().id());
    view.put("state", incident.state().id());
    view.put("summary", incident.summary());
    view.put("facts", incident.facts());
    view.put("seen", incident.seen());
    view.put("reopened", incident.reopened());
    view.put("openedAt", incident.openedAt().toEpochMilli());
    view.put("lastSeenAt", incident.lastSeenAt().toEpochMilli());
    view.put("resolvedAt", incident.resolvedAt().map(at -> at.toEpochMilli()).orElse(null));
    view.put("resolvedBy", incident.resolvedBy());
    view.put("runbook", incident.runbook());
    return view;
  }

  private static Map<String, Object> view(IncidentEvent event) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("at", event.at().toEpochMilli());
    view.put("kind", event.kind().id());
    view.put("actor", event.actor());
    view.put("message", event.message());
    view.put("data", event.data());
    return view;
  }
}
