// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.run;

import io.azud.engine.OpenPipeline;
import io.azud.engine.pass.SinkFailure;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.PostgresDefinition;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Sink;
import io.azud.spi.Source.Bounds;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * This process as the one that owns a pipeline: its epoch, where the partitions begin, and where
 * each sink stands.
 *
 * <p>Starting raises the epoch in the ledger and, as each sink is prepared, in the sink, so that an
 * older instance is refused everywhere.
 */
public final class Instance {
  private final OpenPipeline open;
  private final Clock clock;
  private final List<SinkState> states = new ArrayList<>();
  private final Map<Integer, Long> bases = new HashMap<>();
  private Map<Integer, Bounds> bounds = Map.of();
  private Set<String> noted = Set.of();
  private long epoch;

  public Instance(OpenPipeline open, Clock clock) {
    this.open = open;
    this.clock = clock;
  }

  /**
   * Takes the pipeline over.
   *
   * @throws AzudException when source or ledger do not answer, or the source is not the one read so
   *     far
   */
  public void start() {
    open.ledger().create();
    open.source().apply();
    String owner =
        ProcessHandle.current().pid() + "@" + System.getenv().getOrDefault("HOSTNAME", "localhost");
    epoch =
        open.ledger()
            .takeOver(open.pipeline(), open.source().identity(), open.source().lineage(), owner);
    noted = open.ledger().notedSinks(open.pipeline().name());
    for (Sink sink : open.sinks()) {
      states.add(new SinkState(sink, every(sink), clock));
    }
  }

  private Duration every(Sink sink) {
    return switch (sink.name()) {
      case "lake" ->
          open.pipeline().lake().stream()
              .map(LakeDefinition::every)
              .findFirst()
              .orElse(Duration.ZERO);
      case "postgres" ->
          open.pipeline().postgres().stream()
              .map(PostgresDefinition::every)
              .findFirst()
              .orElse(Duration.ZERO);
      default -> Duration.ZERO;
    };
  }

  public long epoch() {
    return epoch;
  }

  List<SinkState> states() {
    return states;
  }

  /** What the source had at the last {@link #look()}. */
  public Map<Integer, Bounds> bounds() {
    return bounds;
  }

  /**
   * Asks the source what there is, and gives partitions that are seen for the first time their
   * base.
   */
  public void look() {
    bounds = open.source().bounds();
    if (!bases.keySet().containsAll(bounds.keySet())) {
      Map<Integer, Long> firsts = new HashMap<>();
      bounds.forEach((partition, bound) -> firsts.put(partition, bound.first()));
      bases.putAll(open.ledger().bases(open.pipeline().name(), firsts));
      states.forEach(state -> state.stale());
    }
  }

  /**
   * Makes a sink ready: tables as declared, older instances refused, positions read.
   *
   * @throws AzudException {@code SINK_HISTORY_CHANGED} when the ledger knows of commits that the
   *     sink does not
   */
  void prepare(SinkState state) {
    Sink sink = state.sink();
    sink.apply();
    Map<Integer, Long> before = sink.watermarks();
    if (before.isEmpty() && noted.contains(sink.name())) {
      throw new AzudException(
          ErrorCode.SINK_HISTORY_CHANGED,
          "the ledger knows that pipeline "
              + open.pipeline().name()
              + " has written its "
              + sink.name()
              + " sink, but the table there knows nothing of it: it was dropped, replaced or"
              + " emptied of its properties. Restore it, or give the pipeline a new name to load"
              + " everything again");
    }
    sink.fence(epoch, bases);
    Map<Integer, Long> positions = new HashMap<>(bases);
    positions.putAll(sink.watermarks());
    positions.remove(Lineage.REDRIVE);
    state.stands(positions);
  }

  /** Prepares every sink that is due and not known, and tells which could not be. */
  public List<SinkFailure> prepareAll() {
    List<SinkFailure> failures = new ArrayList<>();
    for (SinkState state : states) {
      if (!state.isKnown() && state.isDue()) {
        try {
          prepare(state);
        } catch (AzudException e) {
          failures.add(new SinkFailure(state.name(), e.code(), e.getMessage()));
        }
      }
    }
    return failures;
  }

  /**
   * Prepares every sink, for an act that needs all of them.
   *
   * @throws AzudException the first sink's failure
   */
  public void requireAll() {
    states.forEach(this::prepare);
  }

  /** A sink has committed these slices. */
  public void moved(String sink, List<Slice> slices) {
    for (SinkState state : states) {
      if (state.name().equals(sink)) {
        slices.forEach(slice -> state.committed(slice.partition(), slice.end()));
        note(sink);
      }
    }
  }

  /** Where the sinks that can be asked stand, by name. */
  public Map<String, Map<Integer, Long>> positions() {
    Map<String, Map<Integer, Long>> positions = new HashMap<>();
    states.stream()
        .filter(SinkState::isKnown)
        .forEach(state -> positions.put(state.name(), Map.copyOf(state.positions())));
    return positions;
  }

  /** The ledger learns that a sink holds something of this pipeline. */
  void note(String sink) {
    if (!noted.contains(sink)) {
      open.ledger().noteSink(open.pipeline().name(), sink);
      noted = open.ledger().notedSinks(open.pipeline().name());
    }
  }

  /** Records and skips what the source has lost. */
  void acceptLosses() {
    giveUpUnreadable();
    for (SinkState state : states) {
      Map<Integer, Long> from = new HashMap<>();
      Map<Integer, Long> to = new HashMap<>();
      state
          .positions()
          .forEach(
              (partition, position) -> {
                Bounds bound = bounds.get(partition);
                if (bound != null && position < bound.first()) {
                  from.put(partition, position);
                  to.put(partition, bound.first());
                  open.ledger()
                      .recordLoss(
                          open.pipeline().name(), state.name(), partition, position, bound.first());
                }
              });
      if (!from.isEmpty()) {
        state.sink().skip(epoch, from, to);
        state.stands(merge(state.positions(), to));
      }
    }
  }

  /** What is lost amid what can still be read stays in the ranges, without records. */
  private void giveUpUnreadable() {
    List<Slice> pending = new ArrayList<>();
    bounds.forEach(
        (partition, bound) ->
            states.stream()
                .map(state -> state.positions().get(partition))
                .filter(position -> position != null && position < bound.end())
                .min(Comparator.naturalOrder())
                .ifPresent(first -> pending.add(new Slice(partition, first, bound.end()))));
    for (Slice lost : open.source().giveUp(pending)) {
      for (SinkState state : states) {
        if (state.positions().getOrDefault(lost.partition(), 0L) <= lost.start()) {
          open.ledger()
              .recordLoss(
                  open.pipeline().name(), state.name(), lost.partition(), lost.start(), lost.end());
        }
      }
    }
  }

  private static Map<Integer, Long> merge(Map<Integer, Long> positions, Map<Integer, Long> moved) {
    Map<Integer, Long> merged = new HashMap<>(positions);
    merged.putAll(moved);
    return merged;
  }
}
