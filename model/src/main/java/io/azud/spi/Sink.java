// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.position.Lineage;
import java.util.List;
import java.util.Map;

/**
 * The driver's view of a store. It holds exactly the results of {@code [base, watermark)} of every
 * source partition: data and watermark change in the same atomic act, and only if the watermark
 * stood at the slice's start.
 */
public interface Sink extends SinkObserver {

  /**
   * What must change so that the store is as declared; empty when it is. Changes nothing.
   *
   * @throws io.azud.error.AzudException {@code INCOMPATIBLE_CHANGE} when that cannot be done
   *     without losing data
   */
  List<Change> plan();

  /** Carries out {@link #plan()}; idempotent, safe beside another instance that does the same. */
  void apply();

  /** What this store cannot hold, to be asked in this order. */
  List<RowGuard> guards();

  /**
   * Takes the pipeline over: from now on commits of an older epoch are refused. Partitions of
   * {@code bases} that have no watermark yet get this one.
   *
   * @throws io.azud.error.AzudException {@code FENCED} when a newer epoch has already been here
   */
  void fence(long epoch, Map<Integer, Long> bases);

  /** Moves watermarks without data, over positions that the source has lost. */
  void skip(long epoch, Map<Integer, Long> from, Map<Integer, Long> to);

  /** A writer for these slices; the watermark stands at their start. */
  SliceWriterFactory writer(Batch batch);

  /**
   * Makes what {@link SliceWriter#finish} left visible, all or nothing. A sink that commits slice
   * by slice has nothing left to do.
   *
   * @throws io.azud.error.AzudException {@code FENCED} when a newer instance has taken over, {@code
   *     SINK_HISTORY_CHANGED} when the store is no longer what it was
   */
  CommitOutcome commit(Batch batch, List<SliceReceipt> receipts);

  /** Counts the rows again, from the store itself, for each source partition. */
  Map<Integer, Recount> recount(Lineage lineage);

  /**
   * Looks after the store, beside a pipeline that runs: neither gets in the other's way for longer
   * than a moment. Rows, watermarks and the epoch stay what they are, and so does all that a commit
   * whose outcome is not known, or a waiting batch, will be looked for by. Idempotent, and safe to
   * kill. While it is asked for work on files, Spark's session is the active one.
   *
   * @return what was done, one entry for each kind of work that the store has; empty when it has
   *     none, or no table yet
   * @throws io.azud.error.AzudException {@code SINK_HISTORY_CHANGED} when the store is no longer
   *     what it was
   */
  default List<Upkeep> maintain(Maintenance order) {
    return List.of();
  }

  /**
   * @param rows how many there are below the watermark
   * @param distinct how many different (azud_partition, azud_offset) they have
   * @param beyond rows at or above the watermark, which must not exist
   */
  record Recount(long rows, long distinct, long beyond) {}
}
