// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.batch.Counts;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import io.azud.render.metric.Metric;
import io.azud.server.metrics.LedgerReading.Commits;
import io.azud.server.metrics.LedgerReading.SinkBooks;
import io.azud.server.metrics.LedgerReading.TaskReading;
import java.util.List;
import java.util.Map;

/** Turns the last answers about one pipeline into samples. */
final class PipelineSamples {
  private static final int MOST_RULES = 20;
  private static final int MOST_PARTITIONS = 64;

  private final Samples samples;
  private final PipelineWatch watch;
  private final String name;

  private PipelineSamples(Samples samples, PipelineWatch watch) {
    this.samples = samples;
    this.watch = watch;
    this.name = watch.name();
  }

  static void add(Samples samples, PipelineWatch watch) {
    PipelineSamples all = new PipelineSamples(samples, watch);
    all.definition();
    watch.source().ifPresent(all::source);
    watch.sinks().forEach(all::sink);
    watch.ledger().ifPresent(all::ledger);
    all.deadLetters();
    watch.sinks().forEach(all::table);
  }

  private void definition() {
    Pipeline pipeline = watch.pipeline();
    if (pipeline.source() instanceof KafkaTopic kafka) {
      samples.add(Metric.PIPELINE_INFO, 1, name, "kafka", kafka.topic());
    } else {
      samples.add(Metric.PIPELINE_INFO, 1, name, "files", "");
    }
    if (!pipeline.objectives().freshness().isZero()) {
      samples.add(Metric.OBJECTIVE_FRESHNESS, pipeline.objectives().freshness(), name);
    }
    if (pipeline.objectives().lag() > 0) {
      samples.add(Metric.OBJECTIVE_LAG, pipeline.objectives().lag(), name);
    }
    samples.add(Metric.OBJECTIVE_DEAD_LETTERS, pipeline.deadLetters().maxRatio(), name);
  }

  private void source(SourceReading source) {
    samples.add(Metric.SOURCE_PARTITIONS, source.bounds().size(), name);
    samples.add(Metric.SOURCE_KEPT, source.kept(), name);
    samples.add(Metric.SOURCE_ARRIVED, source.arrived(), name);
    watch
        .ledger()
        .flatMap(LedgerReading::owner)
        .ifPresent(
            owner ->
                samples.flag(
                    Metric.SOURCE_REPLACED,
                    !owner.sourceIdentity().equals(source.identity()),
                    name));
  }

  private void sink(String sink) {
    watch.position(sink).ifPresent(position -> position(sink, position));
  }

  private void position(String sink, SinkPosition position) {
    samples.add(Metric.SINK_LAG, position.totalLag(), name, sink);
    samples.add(Metric.SINK_LOST, position.lost(), name, sink);
    samples.add(Metric.SINK_RETENTION_MARGIN, position.retentionMargin(), name, sink);
    position.age().ifPresent(age -> samples.add(Metric.SINK_LAG_SECONDS, age, name, sink));
    position.freshness().ifPresent(time -> samples.add(Metric.SINK_FRESHNESS, time, name, sink));
    position.newest().ifPresent(time -> samples.add(Metric.SINK_NEWEST, time, name, sink));
    Map<Integer, Long> lag = position.lag();
    if (lag.size() > MOST_PARTITIONS) {
      samples.leaveOut(Metric.PARTITION_LAG, lag.size());
    } else {
      lag.forEach(
          (partition, records) ->
              samples.add(Metric.PARTITION_LAG, records, name, sink, Integer.toString(partition)));
    }
  }

  private void ledger(LedgerReading ledger) {
    ledger
        .owner()
        .ifPresent(
            owner -> {
              samples.add(Metric.PIPELINE_EPOCH, owner.epoch(), name);
              samples.add(Metric.PIPELINE_TAKEN_OVER, owner.since(), name);
            });
    watch
        .sinks()
        .forEach(
            sink -> {
              SinkBooks books = ledger.books().get(sink);
              if (books != null) {
                books(sink, books);
              }
            });
    ledger.commits().forEach(this::commits);
    ledger.stages().forEach((stage, took) -> samples.add(Metric.BATCH_DURATION, took, name, stage));
    samples.add(Metric.BATCHES_PREPARED, ledger.prepared(), name);
    ledger.tasks().forEach(this::task);
    ledger.incidents().forEach((state, count) -> samples.add(Metric.INCIDENTS, count, name, state));
    samples.add(Metric.INCIDENTS_OPENED, ledger.incidentsOpened(), name);
  }

  private void books(String sink, SinkBooks books) {
    Counts counts = books.counts();
    samples.add(Metric.RECORDS_READ, counts.read(), name, sink);
    samples.add(Metric.RECORDS, counts.accepted(), name, sink, "accepted");
    samples.add(Metric.RECORDS, counts.rejected(), name, sink, "rejected");
    samples.add(Metric.RECORDS, counts.filtered(), name, sink, "filtered");
    samples.add(Metric.RECORDS, counts.tombstones(), name, sink, "tombstone");
    samples.add(Metric.RECORDS_WARNED, counts.warned(), name, sink);
    samples.add(Metric.BOOKS_UNBALANCED, books.unbalanced(), name, sink);
    samples.add(Metric.SINK_LOSS_ACCEPTED, books.lost(), name, sink);
    books.closed().ifPresent(time -> samples.add(Metric.SINK_COMMITTED, time, name, sink));
  }

  private void commits(Commits commits) {
    samples.add(Metric.COMMITS, commits.count(), name, commits.sink(), commits.outcome());
    if (commits.outcome().equals("committed")) {
      samples.add(Metric.WRITTEN_BYTES, commits.bytes(), name, commits.sink());
      samples.add(Metric.WRITTEN_FILES, commits.files(), name, commits.sink());
    }
  }

  private void task(TaskReading task) {
    task.runs()
        .forEach(
            (outcome, runs) -> samples.add(Metric.TASK_RUNS, runs, name, task.task(), outcome));
    samples.add(Metric.TASK_STATE, 1, name, task.task(), task.code());
    samples.add(Metric.TASK_RUN, task.ended(), name, task.task());
    samples.add(Metric.TASK_DURATION, task.took(), name, task.task());
    task.success().ifPresent(time -> samples.add(Metric.TASK_SUCCESS, time, name, task.task()));
  }

  private void deadLetters() {
    List<DeadLetterCount> counts = watch.deadLetters();
    samples.add(
        Metric.RECORDS_RECOVERED,
        counts.stream().mapToLong(DeadLetterCount::recovered).sum(),
        name);
    counts.stream()
        .limit(MOST_RULES)
        .forEach(
            each ->
                samples.add(Metric.DEAD_LETTERS, each.waiting(), name, each.stage(), each.rule()));
    if (counts.size() > MOST_RULES) {
      long rest = counts.stream().skip(MOST_RULES).mapToLong(DeadLetterCount::waiting).sum();
      samples.add(Metric.DEAD_LETTERS, rest, name, "other", "other");
      samples.leaveOut(Metric.DEAD_LETTERS, counts.size() - MOST_RULES);
    }
  }

  private void table(String sink) {
    watch.condition(sink).ifPresent(condition -> StoreSamples.add(samples, name, condition));
  }
}
