// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.status;

import io.azud.batch.Counts;
import io.azud.engine.OpenPipeline;
import io.azud.engine.deadletter.DeadLetters;
import io.azud.engine.ledger.Books;
import io.azud.spi.Source.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a pipeline stands now.
 *
 * @param deadLetters by stage and rule, the commonest first
 */
public record PipelineStatus(
    String pipeline,
    String source,
    List<SinkStatus> sinks,
    long pending,
    Map<String, Long> deadLetters) {

  /** One sink: how far it is, and what became of the records it has passed. */
  public record SinkStatus(
      String sink, long lag, Counts counts, List<PartitionStatus> partitions) {}

  /** One partition of one sink. */
  public record PartitionStatus(
      int partition, long base, long watermark, long end, Counts counts) {}

  public static PipelineStatus read(OpenPipeline open) {
    Map<Integer, Bounds> bounds = open.source().bounds();
    Positions positions = Positions.read(open, bounds);
    boolean hasLedger = open.ledger().exists();
    Map<Integer, Long> bases = hasLedger ? open.ledger().bases(open.pipeline().name()) : Map.of();
    List<SinkStatus> sinks = new ArrayList<>();
    Map<String, Long> lag = positions.lagBySink();
    positions
        .bySink()
        .forEach(
            (sink, watermarks) -> {
              Map<Integer, Books.Sum> sums =
                  hasLedger
                      ? new Books(open.ledgerDatabase())
                          .of(open.pipeline().name(), sink, watermarks)
                      : Map.of();
              List<PartitionStatus> partitions = new ArrayList<>();
              new TreeMap<>(watermarks)
                  .forEach(
                      (partition, watermark) ->
                          partitions.add(
                              new PartitionStatus(
                                  partition,
                                  bases.getOrDefault(partition, bounds.get(partition).first()),
                                  watermark,
                                  bounds.get(partition).end(),
                                  sums.getOrDefault(partition, Books.Sum.NONE).counts())));
              Counts counts =
                  partitions.stream()
                      .map(PartitionStatus::counts)
                      .reduce(Counts.ZERO, Counts::plus);
              sinks.add(new SinkStatus(sink, lag.get(sink), counts, partitions));
            });
    Map<String, Long> letters =
        hasLedger
            ? new DeadLetters(open.ledgerDatabase(), open.pipeline().name()).countByRule()
            : Map.of();
    return new PipelineStatus(
        open.pipeline().name(), open.source().identity(), sinks, positions.pending(), letters);
  }
}
