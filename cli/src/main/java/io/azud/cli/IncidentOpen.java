// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.definition.PipelineReader;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.Filing;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentDesk;
import io.azud.server.incident.IncidentJson;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.IncidentPlaces;
import io.azud.server.incident.IncidentReport;
import io.azud.server.incident.Origin;
import io.azud.server.incident.Severity;
import io.azud.server.incident.Spool;
import io.azud.server.incident.diagnosis.Diagnostician;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.escalation.Escalator;
import io.azud.server.incident.procedure.Site;
import io.azud.server.incident.remedy.Consent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code azud incident open}. */
@Command(
    name = "open",
    description =
        "Say that something is wrong; orchestrators do so when a task fails. What is open already is counted.")
final class IncidentOpen extends IncidentAction {
  private static final long MAX_OUTCOME_BYTES = 1 << 20;

  @Option(
      names = {"-p", "--pipeline"},
      paramLabel = "NAME|FILE",
      defaultValue = "",
      description = "The pipeline, by its name or by its file.")
  private String pipeline;

  @Option(names = "--task", defaultValue = "", description = "The task that failed.")
  private String task;

  @Option(
      names = "--code",
      defaultValue = "",
      description = "The error code. Default: that of the outcome.")
  private String code;

  @Option(
      names = "--message",
      defaultValue = "",
      description = "What is wrong, in a sentence. Default: that of the outcome.")
  private String message;

  @Option(
      names = "--severity",
      defaultValue = "warning",
      description = "info, warning or critical. Default: ${DEFAULT-VALUE}.")
  private String severity;

  @Option(
      names = "--outcome",
      paramLabel = "FILE",
      description = "What 'azud task -o json' printed.")
  private Path outcome;

  @Option(names = "--log", paramLabel = "FILE", description = "The log of the moment.")
  private Path log;

  @Option(names = "--fact", paramLabel = "NAME=TEXT", description = "Anything else to be kept.")
  private Map<String, String> facts = new LinkedHashMap<>();

  @Option(
      names = "--act",
      description = "Diagnose at once, apply the automatic remedies, and escalate what they leave.")
  private boolean act;

  @Override
  public Integer call() {
    IncidentReport report = report();
    Optional<Environment> where = readable();
    if (where.isEmpty()) {
      Spool spool = new Spool(IncidentPlaces.ofUser(System.getenv()).waiting(), clock());
      return tell(spool.keep(report));
    }
    IncidentLedger ledger = new IncidentLedger(new PostgresDatabase(where.get().ledger()));
    Path waiting = IncidentPlaces.of(where.get(), System.getenv()).waiting();
    IncidentDesk desk =
        new IncidentDesk(
            ledger,
            new Spool(waiting, clock()),
            incident -> {
              if (act) {
                act(where.get(), ledger, incident);
              }
            });
    return tell(desk.file(report));
  }

  private void act(Environment where, IncidentLedger ledger, Incident incident) {
    try (Diagnostician diagnostician = new Diagnostician(clock())) {
      Scene scene = site(where, List.of(), List.of()).scene(incident);
      procedure(ledger, diagnostician, where)
          .run(
              scene,
              hands(scene),
              Consent.policy(where.incidents().automatic()),
              Escalator.channels(where.incidents()));
    }
  }

  /** An environment that cannot be read is what the incident may be about. */
  private Optional<Environment> readable() {
    try {
      return Optional.of(environment());
    } catch (AzudException e) {
      if (e.code() != ErrorCode.ENVIRONMENT_INVALID) {
        throw e;
      }
      System.err.println("warning: " + e.getMessage());
      return Optional.empty();
    }
  }

  private IncidentReport report() {
    JsonNode told = outcome == null ? new ObjectMapper().createObjectNode() : readOutcome();
    Map<String, String> kept = new LinkedHashMap<>(facts);
    if (log != null) {
      kept.put(Site.LOG, log.toAbsolutePath().toString());
    }
    pipelineFile().ifPresent(file -> kept.put(Site.PIPELINE_FILE, file.toString()));
    String by = first(task, told.path("task").asText());
    return new IncidentReport(
        pipelineName(told),
        by,
        first(code, told.path("code").asText()),
        Severity.of(severity),
        by.isEmpty() ? Origin.PERSON : Origin.TASK,
        first(message, told.path("message").asText(), "no message"),
        kept,
        "");
  }

  private String pipelineName(JsonNode told) {
    if (pipelineFile().isEmpty()) {
      return first(pipeline, told.path("pipeline").asText());
    }
    try {
      return new PipelineReader(System.getenv()).read(pipelineFile().get()).name();
    } catch (AzudException e) {
      return told.path("pipeline").asText();
    }
  }

  private Optional<Path> pipelineFile() {
    try {
      return Optional.of(Path.of(pipeline).toAbsolutePath()).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private JsonNode readOutcome() {
    try {
      if (Files.size(outcome) > MAX_OUTCOME_BYTES) {
        throw new AzudException(
            ErrorCode.USAGE,
            outcome + " is too large to be an outcome; pass what azud task printed");
      }
      return new ObjectMapper().readTree(Files.readAllBytes(outcome));
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.USAGE, outcome + " is no outcome; pass what 'azud task -o json' printed", e);
    }
  }

  private static String first(String... texts) {
    for (String text : texts) {
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  private int tell(Filing filing) {
    String word = filing.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    Optional<Incident> incident = filing.incident();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("filing", word);
    incident.ifPresent(of -> json.put("incident", IncidentJson.of(of)));
    String number = incident.map(of -> "incident " + of.id() + " ").orElse("");
    String text =
        filing instanceof Filing.Waiting
            ? "kept in a file, until the ledger answers\n"
            : number + word + "\n";
    output().print(text, () -> json);
    return filing instanceof Filing.Overflow ? ErrorCode.TRY_AGAIN.exitStatus() : 0;
  }
}
