// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An incident as a page of Markdown: what, when, why, what was done, by whom, how long. */
public final class IncidentDocument {
  private final Incident incident;
  private final List<IncidentEvent> timeline;
  private final StringBuilder page = new StringBuilder();

  private IncidentDocument(Incident incident, List<IncidentEvent> timeline) {
    this.incident = incident;
    this.timeline = timeline;
  }

  /**
   * @param now for the duration of what is not over
   */
  public static String markdown(Incident incident, List<IncidentEvent> timeline, Instant now) {
    return new IncidentDocument(incident, timeline).write(now);
  }

  private String write(Instant now) {
    line("# Incident " + incident.id() + ": " + text(title()));
    line("");
    line(text(incident.summary()));
    line("");
    facts(now);
    diagnosis();
    remedies();
    timeline();
    return page.toString();
  }

  private String title() {
    return incident.code()
        + (incident.pipeline().isEmpty() ? "" : " in pipeline " + incident.pipeline())
        + (incident.task().isEmpty() ? "" : ", " + incident.task());
  }

  private void facts(Instant now) {
    line("| | |");
    line("|---|---|");
    row("state", incident.state().id());
    row("severity", incident.severity().id());
    row("noticed by", incident.origin().id());
    row("opened", incident.openedAt().toString());
    row("last seen", incident.lastSeenAt().toString());
    incident.resolvedAt().ifPresent(at -> row("resolved", at + " by " + incident.resolvedBy()));
    row(incident.isResolved() ? "duration" : "so far", shown(incident.duration(now)));
    row("reports", Integer.toString(incident.seen()));
    row("came back", Integer.toString(incident.reopened()));
    row("runbook", incident.runbook());
    incident.facts().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(fact -> row(fact.getKey(), fact.getValue()));
  }

  private void diagnosis() {
    last(EventKind.DIAGNOSED)
        .ifPresent(
            event -> {
              line("");
              line("## Diagnosis");
              line("");
              line(text(event.message()));
              line("");
              line("| check | finding | looked at | evidence |");
              line("|---|---|---|---|");
              event.data().path("findings").forEach(this::finding);
            });
  }

  private void finding(JsonNode finding) {
    line(
        "| "
            + cell(finding.path("check").asText())
            + " | "
            + cell(finding.path("finding").asText())
            + " | "
            + cell(finding.path("lookedAt").asText())
            + " | "
            + cell(finding.path("evidence").asText())
            + " |");
  }

  private void remedies() {
    List<IncidentEvent> steps =
        timeline.stream().filter(event -> event.kind().name().startsWith("REMEDY_")).toList();
    if (steps.isEmpty()) {
      return;
    }
    line("");
    line("## Remedies");
    line("");
    steps.forEach(event -> line("- " + event.kind().id() + ": " + text(event.message())));
  }

  private void timeline() {
    line("");
    line("## Timeline");
    line("");
    line("| when | what | who | |");
    line("|---|---|---|---|");
    for (IncidentEvent event : timeline) {
      line(
          "| "
              + event.at()
              + " | "
              + event.kind().id()
              + " | "
              + cell(event.actor())
              + " | "
              + cell(event.message())
              + " |");
    }
  }

  private java.util.Optional<IncidentEvent> last(EventKind kind) {
    return timeline.stream().filter(event -> event.kind() == kind).reduce((a, b) -> b);
  }

  private void row(String name, String value) {
    line("| " + cell(name) + " | " + cell(value) + " |");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }

  private static String cell(String text) {
    return text(text.replace("\n", " ⏎ ")).replace("|", "\\|");
  }

  /** Text of others is shown as it is: it makes neither HTML nor links. */
  private static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("`", "'")
        .replace("[", "\\[")
        .replaceAll("\\p{Cntrl}+", " ");
  }

  private static String shown(Duration duration) {
    return String.format(
        Locale.ROOT,
        "%d h %02d min %02d s",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }
}
