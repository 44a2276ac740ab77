// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.engine.WatchedPipeline;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;
import io.azud.server.metrics.PipelineReading.SinkReading;
import io.azud.spi.SinkObserver;
import io.azud.spi.StoreCondition;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last answers about one pipeline. Each probe replaces its own; readers see all of an answer or
 * nothing of it.
 */
final class PipelineWatch implements AutoCloseable {
  private final WatchedPipeline watched;
  private final SourceWatch sourceWatch;
  private final LedgerWatch ledgerWatch;
  private final List<Probe> probes = new ArrayList<>();
  private final Map<String, Map<Integer, Long>> watermarks = new ConcurrentHashMap<>();
  private final Map<String, StoreCondition> conditions = new ConcurrentHashMap<>();
  private volatile Optional<SourceReading> source = Optional.empty();
  private volatile Optional<LedgerReading> ledger = Optional.empty();
  private volatile List<DeadLetterCount> deadLetters = List.of();

  /**
   * @param platform whether what runs the pipeline is alive; empty where nobody can be asked
   */
  PipelineWatch(WatchedPipeline watched, Optional<Runnable> platform, Clock clock) {
    this.watched = watched;
    this.sourceWatch = new SourceWatch(watched.source(), clock);
    this.ledgerWatch = new LedgerWatch(watched.ledgerDatabase(), name());
    platform.ifPresent(question -> probes.add(probe(Target.PLATFORM, question, clock)));
    probes.add(probe(Target.LEDGER, this::lookAtLedger, clock));
    probes.add(probe(Target.SOURCE, this::lookAtSource, clock));
    for (SinkObserver sink : watched.sinks()) {
      probes.add(probe(Target.ofSink(sink.name()), () -> lookAt(sink), clock));
    }
    probes.add(probe(Target.DEAD_LETTERS, this::countDeadLetters, clock));
    for (SinkObserver sink : watched.sinks()) {
      probes.add(probe(Target.ofTable(sink.name()), () -> lookAtTable(sink), clock));
    }
  }

  private Probe probe(Target target, Runnable question, Clock clock) {
    return new Probe(name(), target, silence(target.kind()), question, clock);
  }

  private ErrorCode silence(Target.Kind kind) {
    return switch (kind) {
      case PLATFORM -> ErrorCode.PLATFORM_UNHEALTHY;
      case LEDGER, POSTGRES -> ErrorCode.POSTGRES_UNREACHABLE;
      case LAKE -> ErrorCode.STORE_UNREACHABLE;
      case SOURCE ->
          pipeline().source() instanceof SourceDefinition.KafkaTopic
              ? ErrorCode.KAFKA_UNREACHABLE
              : ErrorCode.FILES_UNREADABLE;
    };
  }

  String name() {
    return pipeline().name();
  }

  Pipeline pipeline() {
    return watched.pipeline();
  }

  List<Probe> probes() {
    return probes;
  }

  Optional<SourceReading> source() {
    return source;
  }

  Optional<LedgerReading> ledger() {
    return ledger;
  }

  List<DeadLetterCount> deadLetters() {
    return deadLetters;
  }

  Optional<StoreCondition> condition(String sink) {
    return Optional.ofNullable(conditions.get(sink));
  }

  List<String> sinks() {
    return watched.sinks().stream().map(SinkObserver::name).toList();
  }

  /** Where a sink stands in the source, once both have answered. */
  Optional<SinkPosition> position(String sink) {
    Map<Integer, Long> marks = watermarks.get(sink);
    return marks == null
        ? Optional.empty()
        : source.map(answer -> SinkPosition.of(sink, answer, marks, bases()));
  }

  PipelineReading reading() {
    return new PipelineReading(
        name(), source.map(SourceReading::arrived), sinks().stream().map(this::reading).toList());
  }

  private SinkReading reading(String sink) {
    Optional<SinkPosition> position = position(sink);
    return new SinkReading(
        sink,
        position.map(SinkPosition::totalLag),
        position
            .flatMap(SinkPosition::age)
            .map(age -> OptionalDouble.of(age.toMillis() / 1000.0))
            .orElse(OptionalDouble.empty()),
        position.flatMap(SinkPosition::freshness),
        ledger
            .flatMap(answer -> Optional.ofNullable(answer.books().get(sink)))
            .map(LedgerReading.SinkBooks::counts)
            .orElse(io.azud.batch.Counts.ZERO));
  }

  private Map<Integer, Long> bases() {
    return ledger.map(LedgerReading::bases).orElse(Map.of());
  }

  private void lookAtLedger() {
    ledger = Optional.of(ledgerWatch.look(Map.copyOf(watermarks)));
  }

  private void lookAtSource() {
    Map<String, Map<Integer, Long>> positions = new HashMap<>();
    watermarks.forEach(
        (sink, marks) -> {
          Map<Integer, Long> all = new HashMap<>(bases());
          all.putAll(marks);
          positions.put(sink, all);
        });
    source = Optional.of(sourceWatch.look(positions));
  }

  private void lookAt(SinkObserver sink) {
    watermarks.put(sink.name(), Map.copyOf(sink.watermarks()));
  }

  private void lookAtTable(SinkObserver sink) {
    sink.condition()
        .ifPresentOrElse(
            condition -> conditions.put(sink.name(), condition),
            () -> conditions.remove(sink.name()));
  }

  private void countDeadLetters() {
    deadLetters = DeadLetterCount.read(watched.ledgerDatabase(), name());
  }

  /** Questions have ended, or hang for good. */
  @Override
  public void close() {
    watched.close();
  }

  /** What the probes' answers are like. */
  List<ProbeState> states(Duration patience) {
    return probes.stream().map(probe -> probe.state(patience)).toList();
  }
}
