// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.batch.Counts;
import io.azud.catalog.LakeStore;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import io.azud.position.Lineage;
import io.azud.sink.StorableValues;
import io.azud.spi.Change;
import io.azud.spi.Maintenance;
import io.azud.spi.RowGuard;
import io.azud.spi.Sink;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriterFactory;
import io.azud.spi.StoreCondition;
import io.azud.spi.Upkeep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;

/**
 * An Iceberg table: all slices of a batch become visible in one snapshot, together with the
 * watermarks.
 */
final class IcebergSink implements Sink {
  static final String NAME = "lake";

  /** How often another instance may be faster in making the same changes. */
  private static final int TRIES = 5;

  private final String pipeline;
  private final List<Column> columns;
  private final List<String> partitionBy;
  private final List<String> sortBy;
  private final Environment environment;
  private final LakeTable lake;
  private final LakeObserver observer;
  private final TableDesign design;
  private final LakeMaintenance maintenance;

  IcebergSink(Pipeline pipeline, List<Column> columns, Environment environment) {
    this.pipeline = pipeline.name();
    this.columns = List.copyOf(columns);
    this.partitionBy = pipeline.lake().get(0).partitionBy();
    this.sortBy = pipeline.lake().get(0).sortBy();
    this.environment = environment;
    this.lake = new LakeTable(environment, pipeline.lake().get(0).table());
    this.observer = new LakeObserver(this.pipeline, environment, lake);
    this.design = new TableDesign(pipeline, columns, lake.name());
    this.maintenance =
        new LakeMaintenance(this.pipeline, lake, observer, pipeline.lake().get(0).maintenance());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Change> plan() {
    requireStore();
    return steps().stream().map(TableDesign.Step::change).toList();
  }

  /** Iceberg itself tries for minutes to read a table whose storage does not answer. */
  private void requireStore() {
    LakeStore.check(environment);
  }

  private List<TableDesign.Step> steps() {
    return lake.attempt(
        "plan table " + lake.name(),
        () -> lake.exists() ? design.alter(lake.current()) : design.create(lake.catalog()));
  }

  @Override
  public void apply() {
    requireStore();
    for (int attempt = 1; ; attempt++) {
      try {
        lake.attempt("make table " + lake.name(), this::applyOnce);
        return;
      } catch (AzudException e) {
        boolean overtaken =
            e.getCause() instanceof AlreadyExistsException
                || e.getCause() instanceof CommitFailedException
                || e.code() == ErrorCode.CATALOG_UNREACHABLE;
        if (!overtaken || attempt == TRIES) {
          throw e;
        }
        lake.forget();
      }
    }
  }

  /** One step at a time: after each, what is left is worked out anew. */
  private Void applyOnce() {
    List<TableDesign.Step> steps = steps();
    while (!steps.isEmpty()) {
      steps.get(0).act().run();
      steps = steps();
    }
    return null;
  }

  @Override
  public List<RowGuard> guards() {
    return List.of(new StorableValues(columns), new LakeGuard(columns, partitionBy));
  }

  @Override
  public Map<Integer, Long> watermarks() {
    return lake.exists() ? observer.state(lake.current()).next() : Map.of();
  }

  @Override
  public void fence(long epoch, Map<Integer, Long> bases) {
    move(new Move.TakeOver(epoch, bases), epoch);
  }

  @Override
  public void skip(long epoch, Map<Integer, Long> from, Map<Integer, Long> to) {
    move(new Move.Skip(epoch, from, to), epoch);
  }

  /**
   * A move without rows is a snapshot too: that is what makes it exclude others in every catalog.
   */
  private void move(Move move, long epoch) {
    LakeCommit commit = new LakeCommit(lake, pipeline, move, Summary.of(pipeline, epoch));
    CommitOutcome outcome = commit.done().orElseGet(() -> commit.run(List.of()));
    if (outcome instanceof CommitOutcome.Unknown unknown) {
      throw new AzudException(ErrorCode.COMMIT_UNKNOWN, unknown.reason() + "; run again");
    }
  }

  @Override
  public SliceWriterFactory writer(Batch batch) {
    List<String> names = LakeRowFiles.namesOf(columns);
    return lake.attempt(
        "prepare writers for table " + lake.name(),
        () -> new TableWriters(lake.current(), names, sortBy, batch.id(), environment));
  }

  @Override
  public CommitOutcome commit(Batch batch, List<SliceReceipt> receipts) {
    Counts counts = Receipts.balanced(batch, receipts);
    LakeCommit commit =
        new LakeCommit(lake, pipeline, new Move.Advance(batch), Summary.of(batch, counts));
    Optional<CommitOutcome> done = commit.done();
    if (done.isPresent()) {
      return done.get();
    }
    Table table = lake.current();
    List<DataFile> files =
        lake.attempt("check the files of the batch", () -> Receipts.files(receipts, table));
    return commit.run(files);
  }

  @Override
  public Map<Integer, Recount> recount(Lineage lineage) {
    if (!lake.exists()) {
      return Map.of();
    }
    Table table = lake.current();
    LakeRecount recount = new LakeRecount(lineage, observer.state(table).next());
    return lake.attempt("recount table " + lake.name(), () -> recount.of(table));
  }

  @Override
  public List<Upkeep> maintain(Maintenance order) {
    if (order.work().equals(Set.of(Maintenance.Work.PARTITIONS))) {
      return List.of();
    }
    requireStore();
    return lake.exists() ? maintenance.run(order) : List.of();
  }

  @Override
  public Optional<StoreCondition> condition() {
    return observer.condition();
  }

  @Override
  public void close() {
    lake.close();
  }
}
