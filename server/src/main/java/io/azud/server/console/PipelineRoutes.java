// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.azud.engine.deadletter.DeadLetter;
import io.azud.engine.deadletter.DeadLetterFilter;
import io.azud.engine.deadletter.DeadLetters;
import io.azud.engine.deadletter.RedriveOptions;
import io.azud.engine.deadletter.RedriveOptions.Mode;
import io.azud.engine.ledger.Audit;
import io.azud.server.http.Access;
import io.azud.server.http.Refusal;
import io.azud.server.http.Reply;
import io.azud.server.http.Request;
import io.azud.server.http.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the console asks about one pipeline. */
final class PipelineRoutes {
  private static final int MOST_BATCHES = 40;
  private static final String PIPELINE = "/api/pipelines/{name}";

  private final Watching watching;
  private final Redrives redrives;

  PipelineRoutes(Watching watching, Redrives redrives) {
    this.watching = watching;
    this.redrives = redrives;
  }

  List<Route> routes() {
    return List.of(
        Route.get(PIPELINE + "/history", Access.READ, this::history),
        Route.get(PIPELINE + "/batches", Access.READ, this::batches),
        Route.get(PIPELINE + "/minutes", Access.READ, this::minutes),
        Route.get(PIPELINE + "/rules", Access.READ, this::rules),
        Route.get(PIPELINE + "/dead-letters", Access.READ, this::deadLetters),
        Route.post(
            PIPELINE + "/dead-letters/{partition}/{offset}/content", Access.OPERATE, this::content),
        Route.post(PIPELINE + "/redrive", Access.OPERATE, this::redrive));
  }

  private Watch watch(Request request) {
    return watching.of(request.path("name"));
  }

  /** The samples of the last hour, a list for each series. */
  private Reply history(Request request) {
    List<Sample> samples = watch(request).past().all();
    Map<String, Object> series = new LinkedHashMap<>();
    series.put("at", samples.stream().map(Sample::at).toList());
    series.put("end", samples.stream().map(Sample::end).toList());
    Map<String, Object> lag = new LinkedHashMap<>();
    Map<String, Object> position = new LinkedHashMap<>();
    for (String sink : sinks(samples)) {
      lag.put(sink, samples.stream().map(sample -> sample.lag(sink)).toList());
      position.put(sink, samples.stream().map(sample -> sample.position(sink)).toList());
    }
    series.put("lag", lag);
    series.put("position", position);
    return Reply.json(series);
  }

  private static List<String> sinks(List<Sample> samples) {
    return samples.isEmpty()
        ? List.of()
        : new ArrayList<>(samples.get(samples.size() - 1).sinks().keySet());
  }

  private Reply batches(Request request) {
    Watch watch = watch(request);
    return Reply.json(watch.hasLedger() ? watch.ledger().batches(MOST_BATCHES) : List.of());
  }

  private Reply minutes(Request request) {
    Watch watch = watch(request);
    return Reply.json(watch.hasLedger() ? watch.ledger().minutes() : List.of());
  }

  private Reply rules(Request request) {
    Watch watch = watch(request);
    return Reply.json(watch.hasLedger() ? watch.ledger().rules() : List.of());
  }

  private Reply deadLetters(Request request) {
    Watch watch = watch(request);
    if (!watch.hasLedger()) {
      return Reply.json(List.of());
    }
    DeadLetterList.Filter filter =
        new DeadLetterList.Filter(
            request.query("stage", ""),
            request.query("rule", ""),
            request.query("state", ""),
            (int) request.number("partition", -1, 0, Integer.MAX_VALUE),
            (int) request.number("afterPartition", -1, 0, Integer.MAX_VALUE),
            request.number("afterOffset", -1, 0, Long.MAX_VALUE));
    return Reply.json(
        new DeadLetterList(watch.ledgerDatabase(), watch.pipeline().name()).page(filter));
  }

  /** The bytes themselves: for those who may operate, and never without a trace. */
  private Reply content(Request request) {
    Watch watch = watch(request);
    int partition = (int) Math.min(request.pathNumber("partition"), Integer.MAX_VALUE);
    long offset = request.pathNumber("offset");
    DeadLetter found =
        new DeadLetters(watch.ledgerDatabase(), watch.pipeline().name())
            .find(partition, offset)
            .orElseThrow(() -> Refusal.notFound("there is no dead letter at this position"));
    new Audit(watch.ledgerDatabase())
        .keep(
            new Audit.Act(
                request.user().name(),
                "deadletter.show",
                watch.pipeline().name(),
                "looked at the content of the dead letter at partition "
                    + partition
                    + ", offset "
                    + offset));
    return Reply.json(RecordContent.of(found));
  }

  private Reply redrive(Request request) {
    Watch watch = watch(request);
    JsonNode asked = request.json();
    DeadLetterFilter which =
        new DeadLetterFilter(
            asked.path("rule").asText(""),
            asked.path("stage").asText(""),
            asked.path("partition").asInt(-1),
            asked.path("fromOffset").asLong(0),
            asked.path("toOffset").asLong(Long.MAX_VALUE),
            RedriveOptions.DEFAULT_LIMIT);
    // Whoever does not say that it is for real only wants to know.
    Mode mode = asked.path("dryRun").asBoolean(true) ? Mode.DRY_RUN : Mode.FOR_REAL;
    return Reply.json(
        redrives.run(
            watch.pipeline(),
            new RedriveOptions(which, mode, RedriveOptions.DEFAULT_TRIES, request.user().name())));
  }
}
