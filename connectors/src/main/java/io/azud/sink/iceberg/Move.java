// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.batch.Batch;
import io.azud.position.Slice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.util.SnapshotUtil;

/** A change of a pipeline's state in a table, and what must be true for it. */
sealed interface Move {

  /**
   * The state after this move.
   *
   * @param base the metadata that the move replaces
   * @throws Refused when the move is not allowed there
   */
  LakeState from(LakeState now, TableMetadata base);

  private static void refuseOlder(long epoch, LakeState now) {
    if (now.epoch() > epoch) {
      throw new Refused(
          Refused.Reason.FENCED,
          "epoch " + now.epoch() + " has taken the lake over from epoch " + epoch);
    }
  }

  private static Refused elsewhere(int partition, Long stands, long expected) {
    return new Refused(
        Refused.Reason.HISTORY_CHANGED,
        "the lake's watermark of partition "
            + partition
            + " stands at "
            + stands
            + ", not at "
            + expected);
  }

  /** A batch's rows become visible. A partition without a watermark may start anywhere. */
  record Advance(Batch batch) implements Move {

    @Override
    public LakeState from(LakeState now, TableMetadata base) {
      refuseTwice(now, base);
      refuseOlder(batch.epoch(), now);
      Map<Integer, Long> next = new HashMap<>(now.next());
      for (Slice slice : batch.slices()) {
        Long stands = next.put(slice.partition(), slice.end());
        if (stands != null && stands != slice.start()) {
          throw elsewhere(slice.partition(), stands, slice.start());
        }
      }
      return new LakeState(batch.epoch(), batch.id(), now.snapshot(), now.sequence(), next);
    }

    private void refuseTwice(LakeState now, TableMetadata base) {
      List<Slice> moving = batch.slices().stream().filter(slice -> slice.length() > 0).toList();
      if (moving.isEmpty() || !moving.stream().allMatch(slice -> isPast(slice, now))) {
        return;
      }
      if (now.batch().equals(batch.id()) && moving.stream().allMatch(s -> isAtEnd(s, now))) {
        throw alreadyDone(now.snapshot());
      }
      if (base.currentSnapshot() != null) {
        SnapshotUtil.ancestorsOf(base.currentSnapshot().snapshotId(), base::snapshot)
            .forEach(
                snapshot -> {
                  if (Summary.speaksOf(snapshot, batch)) {
                    throw alreadyDone(snapshot.snapshotId());
                  }
                });
      }
    }

    private Refused alreadyDone(long snapshot) {
      return new Refused(
          Refused.Reason.ALREADY_DONE, "batch " + batch.id() + " is in the table", snapshot);
    }

    private static boolean isPast(Slice slice, LakeState now) {
      Long stands = now.next().get(slice.partition());
      return stands != null && stands >= slice.end();
    }

    private static boolean isAtEnd(Slice slice, LakeState now) {
      return Objects.equals(now.next().get(slice.partition()), slice.end());
    }
  }

  /** An instance takes over; partitions without a watermark get a base. */
  record TakeOver(long epoch, Map<Integer, Long> bases) implements Move {

    @Override
    public LakeState from(LakeState now, TableMetadata base) {
      refuseOlder(epoch, now);
      Map<Integer, Long> next = new HashMap<>(bases);
      next.putAll(now.next());
      if (now.epoch() == epoch && next.equals(now.next())) {
        throw new Refused(
            Refused.Reason.ALREADY_DONE, "epoch " + epoch + " is in the table", now.snapshot());
      }
      return new LakeState(epoch, now.batch(), now.snapshot(), now.sequence(), next);
    }
  }

  /** Watermarks move over positions that the source has lost. */
  record Skip(long epoch, Map<Integer, Long> start, Map<Integer, Long> end) implements Move {

    @Override
    public LakeState from(LakeState now, TableMetadata base) {
      refuseOlder(epoch, now);
      Map<Integer, Long> next = new HashMap<>(now.next());
      next.putAll(end);
      if (now.epoch() == epoch && next.equals(now.next())) {
        throw new Refused(Refused.Reason.ALREADY_DONE, "the positions are skipped", now.snapshot());
      }
      start.forEach(
          (partition, expected) -> {
            Long stands = now.next().get(partition);
            if (stands != null && !stands.equals(expected)) {
              throw elsewhere(partition, stands, expected);
            }
          });
      return new LakeState(epoch, now.batch(), now.snapshot(), now.sequence(), next);
    }
  }
}
