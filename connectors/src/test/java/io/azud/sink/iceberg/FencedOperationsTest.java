// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.batch.Batch;
import io.azud.position.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A catalog that says "failed" is not always right. */
class FencedOperationsTest {
  private static final String PIPELINE = "p";
  private static final TableIdentifier NAME = TableIdentifier.of("lake", "t");

  private InMemoryCatalog catalog;
  private Table table;

  @BeforeEach
  void makeTable() {
    catalog = new InMemoryCatalog();
    catalog.initialize("memory", Map.of());
    catalog.createNamespace(Namespace.of("lake"));
    table = catalog.createTable(NAME, LakeSchema.of(List.of()));
  }

  @AfterEach
  void close() throws Exception {
    catalog.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10})
  void doesNotBelieveAFailureWhenTheCommitTookEffect(int retries) {
    retries(retries);
    Fickle fickle = new Fickle(LakeTable.operations(table));
    FencedOperations operations = advance(fickle, 0, 3);
    fickle.failAfterTheNextCommit(() -> {});

    Refused refused = catchThrowableOfType(Refused.class, () -> append(operations));
    assertThat(refused.reason()).isEqualTo(Refused.Reason.ALREADY_DONE);
    assertThat(operations.tried()).contains(refused.snapshot());
    assertThat(reloaded().currentSnapshot().snapshotId()).isEqualTo(refused.snapshot());
    assertThat(filesOf(reloaded())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10})
  void doesNotBelieveAFailureWhenAnotherWriterFollowed(int retries) {
    retries(retries);
    Fickle fickle = new Fickle(LakeTable.operations(table));
    FencedOperations operations = advance(fickle, 0, 3);
    fickle.failAfterTheNextCommit(() -> reloaded().newAppend().appendFile(file()).commit());

    assertThatThrownBy(() -> append(operations)).isInstanceOf(Refused.class);
    assertThat(filesOf(reloaded())).hasSize(2);
  }

  @Test
  void doesNotBelieveATakeOversFailure() {
    retries(0);
    Fickle fickle = new Fickle(LakeTable.operations(table));
    FencedOperations operations =
        new FencedOperations(fickle, PIPELINE, new Move.TakeOver(3, Map.of(0, 7L)));
    fickle.failAfterTheNextCommit(() -> {});

    assertThatThrownBy(() -> new BaseTable(operations, "t").newAppend().commit())
        .isInstanceOf(Refused.class);
    assertThat(filesOf(reloaded())).isEmpty();
    assertThat(state())
        .extracting(LakeState::epoch, LakeState::next)
        .containsExactly(3L, Map.of(0, 7L));
  }

  @Test
  void leavesEverythingInPlaceWhenNothingIsKnown() {
    Fickle fickle = new Fickle(LakeTable.operations(table));
    FencedOperations operations = advance(fickle, 0, 3);
    fickle.failAfterTheNextCommit(fickle::stopAnswering);

    assertThatThrownBy(() -> append(operations))
        .isInstanceOf(CommitStateUnknownException.class)
        .isNotInstanceOf(Refused.class);
    assertThat(operations.isOpen()).isTrue();
    assertThat(filesOf(reloaded())).hasSize(1);
  }

  @Test
  void triesAgainAfterARealConflictWithTheStateOfThatTime() {
    Fickle fickle = new Fickle(LakeTable.operations(table));
    FencedOperations operations = advance(fickle, 0, 3);
    fickle.beforeTheNextCommit(
        () -> {
          FencedOperations other = advance(LakeTable.operations(reloaded()), 1, 5);
          append(other);
        });

    append(operations);
    assertThat(state().next()).isEqualTo(Map.of(0, 3L, 1, 5L));
    assertThat(filesOf(reloaded())).hasSize(2);
  }

  @Test
  void refusesAfterAConflictThatMovedTheState() {
    Fickle fickle = new Fickle(LakeTable.operations(table));
    FencedOperations operations = advance(fickle, 0, 3);
    fickle.beforeTheNextCommit(() -> append(advance(LakeTable.operations(reloaded()), 0, 2)));

    Refused refused = catchThrowableOfType(Refused.class, () -> append(operations));
    assertThat(refused.reason()).isEqualTo(Refused.Reason.HISTORY_CHANGED);
    assertThat(state().next()).isEqualTo(Map.of(0, 2L));
    assertThat(filesOf(reloaded())).hasSize(1);
  }

  @Test
  void checksWhatItReplacesAndNotWhatItSawBefore() {
    FencedOperations operations = advance(LakeTable.operations(table), 0, 3);
    operations.check(operations.current());
    append(advance(LakeTable.operations(reloaded()), 0, 2));

    assertThatThrownBy(() -> append(operations)).isInstanceOf(Refused.class);
    assertThat(state().next()).isEqualTo(Map.of(0, 2L));
    assertThat(filesOf(reloaded())).hasSize(1);
  }

  private static FencedOperations advance(TableOperations operations, int partition, long end) {
    Slice slice = new Slice(partition, 0, end);
    Move move = new Move.Advance(Batch.of(PIPELINE, 1, "", List.of(slice)));
    return new FencedOperations(operations, PIPELINE, move);
  }

  private static void append(FencedOperations operations) {
    new BaseTable(operations, "t").newAppend().appendFile(file()).commit();
  }

  private static DataFile file() {
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath("memory/" + UUID.randomUUID() + ".parquet")
        .withFileSizeInBytes(1)
        .withRecordCount(1)
        .build();
  }

  private void retries(int retries) {
    table
        .updateProperties()
        .set(TableProperties.COMMIT_NUM_RETRIES, Integer.toString(retries))
        .set(TableProperties.COMMIT_MIN_RETRY_WAIT_MS, "1")
        .commit();
  }

  private Table reloaded() {
    return catalog.loadTable(NAME);
  }

  private LakeState state() {
    return LakeState.of(reloaded().properties(), PIPELINE);
  }

  /** Reads what the table refers to, so that a file that was cleaned up is missed. */
  private static List<String> filesOf(Table table) {
    Snapshot current = table.currentSnapshot();
    List<String> files = new ArrayList<>();
    table
        .newScan()
        .useSnapshot(current.snapshotId())
        .planFiles()
        .forEach(task -> files.add(task.file().location()));
    return files;
  }

  /** A table that gives wrong answers on demand. */
  private static final class Fickle extends ForwardingOperations {
    private Runnable before = () -> {};
    private Runnable after;
    private boolean silent;

    Fickle(TableOperations table) {
      super(table);
    }

    void failAfterTheNextCommit(Runnable meanwhile) {
      after = meanwhile;
    }

    void beforeTheNextCommit(Runnable act) {
      before = act;
    }

    void stopAnswering() {
      silent = true;
    }

    @Override
    public void commit(TableMetadata base, TableMetadata metadata) {
      Runnable act = before;
      before = () -> {};
      act.run();
      table().commit(base, metadata);
      if (after != null) {
        Runnable meanwhile = after;
        after = null;
        meanwhile.run();
        throw new CommitFailedException("it did not take effect, says the catalog");
      }
    }

    @Override
    public TableMetadata refresh() {
      if (silent) {
        throw new IllegalStateException("no answer");
      }
      return super.refresh();
    }
  }
}
