// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.memory;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.batch.Counts;
import io.azud.environment.Environment;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Change;
import io.azud.spi.RowGuard;
import io.azud.spi.Sink;
import io.azud.spi.SinkFactory;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import io.azud.spi.SliceWriterFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * A sink that keeps its rows in a {@link MemoryStore}; one commits slice by slice, the other batch
 * by batch.
 */
public final class MemorySink implements Sink {
  private final String pipeline;
  private final String name;
  private final boolean commitsSlices;

  private MemorySink(String pipeline, String name, boolean commitsSlices) {
    this.pipeline = pipeline;
    this.name = name;
    this.commitsSlices = commitsSlices;
  }

  /** Commits batch by batch. */
  public static final class LakeFactory implements SinkFactory {
    @Override
    public String name() {
      return "lake";
    }

    @Override
    public boolean isDeclaredIn(Pipeline pipeline) {
      return !pipeline.lake().isEmpty();
    }

    @Override
    public Sink create(Pipeline pipeline, List<Column> columns, Environment environment) {
      return new MemorySink(pipeline.name(), name(), false);
    }
  }

  /** Commits slice by slice. */
  public static final class PostgresFactory implements SinkFactory {
    @Override
    public String name() {
      return "postgres";
    }

    @Override
    public boolean isDeclaredIn(Pipeline pipeline) {
      return !pipeline.postgres().isEmpty();
    }

    @Override
    public Sink create(Pipeline pipeline, List<Column> columns, Environment environment) {
      return new MemorySink(pipeline.name(), name(), true);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Change> plan() {
    return List.of();
  }

  @Override
  public void apply() {}

  @Override
  public List<RowGuard> guards() {
    return List.of();
  }

  @Override
  public Map<Integer, Long> watermarks() {
    return store().watermarks();
  }

  @Override
  public void fence(long epoch, Map<Integer, Long> bases) {
    store().fence(epoch, bases);
  }

  @Override
  public void skip(long epoch, Map<Integer, Long> from, Map<Integer, Long> to) {
    store().commit(epoch, from, to, List.of());
  }

  @Override
  public SliceWriterFactory writer(Batch batch) {
    String store = name;
    boolean commits = commitsSlices;
    return (slice, attempt) -> new Writer(store, commits, batch, slice);
  }

  @Override
  public CommitOutcome commit(Batch batch, List<SliceReceipt> receipts) {
    if (commitsSlices) {
      return new CommitOutcome.Committed(batch.id());
    }
    Map<Integer, Long> starts = new HashMap<>();
    Map<Integer, Long> ends = new HashMap<>();
    List<String> rows = new ArrayList<>();
    for (SliceReceipt receipt : receipts) {
      starts.put(receipt.slice().partition(), receipt.slice().start());
      ends.put(receipt.slice().partition(), receipt.slice().end());
      rows.addAll(receipt.files());
    }
    return store().commit(batch.epoch(), starts, ends, rows)
        ? new CommitOutcome.Committed(batch.id())
        : new CommitOutcome.AlreadyCommitted(batch.id());
  }

  @Override
  public Map<Integer, Recount> recount(Lineage lineage) {
    Map<Integer, List<String>> byPartition = new HashMap<>();
    for (String row : MemoryStore.rows(pipeline, name)) {
      int partition = Integer.parseInt(row.substring(0, row.indexOf(':')));
      byPartition.computeIfAbsent(partition, any -> new ArrayList<>()).add(row);
    }
    Map<Integer, Recount> recounts = new HashMap<>();
    byPartition.forEach(
        (partition, rows) ->
            recounts.put(partition, new Recount(rows.size(), new HashSet<>(rows).size(), 0)));
    return recounts;
  }

  @Override
  public void close() {}

  private MemoryStore store() {
    return MemoryStore.of(pipeline, name);
  }

  private static final class Writer implements SliceWriter {
    private final String sink;
    private final boolean commits;
    private final Batch batch;
    private final Slice slice;
    private final List<String> rows = new ArrayList<>();

    Writer(String sink, boolean commits, Batch batch, Slice slice) {
      this.sink = sink;
      this.commits = commits;
      this.batch = batch;
      this.slice = slice;
    }

    @Override
    public void write(Object[] row) {
      rows.add(row[row.length - 2] + ":" + row[row.length - 1]);
    }

    @Override
    public SliceReceipt finish(Counts counts) {
      if (commits) {
        MemoryStore.of(batch.pipeline(), sink)
            .commit(
                batch.epoch(),
                Map.of(slice.partition(), slice.start()),
                Map.of(slice.partition(), slice.end()),
                rows);
      }
      return new SliceReceipt(slice, counts, rows.size(), 0, commits ? List.of() : rows);
    }

    @Override
    public void close() {}
  }
}
