// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.spi.Maintenance.Work;
import java.util.List;

/** What came of one kind of maintenance in one store, or would come of it. */
public sealed interface Upkeep {

  Work work();

  /** Whether there was nothing to do, and nothing was left undone for want of a moment. */
  boolean isNothing();

  /** What could not be done because others were at work; it may be possible later. */
  default List<String> busy() {
    return List.of();
  }

  /** How many files, and how large they are together. */
  record Files(long count, long bytes) {
    public static final Files NONE = new Files(0, 0);

    public Files plus(Files other) {
      return new Files(count + other.count, bytes + other.bytes);
    }
  }

  /**
   * @param before all data files of the table
   * @param after all data files; what the table has now in a dry run
   * @param rewritten those that were small, or are to be rewritten
   * @param failed how many of them stay as they were, because others changed the table meanwhile
   */
  record Compaction(Files before, Files after, Files rewritten, long failed) implements Upkeep {
    @Override
    public Work work() {
      return Work.COMPACT;
    }

    @Override
    public boolean isNothing() {
      return rewritten.count() == 0 && failed == 0;
    }

    @Override
    public List<String> busy() {
      return failed == 0
          ? List.of()
          : List.of(failed + " files stay as they are: others changed the table meanwhile");
    }
  }

  /**
   * @param before how many snapshots the table had
   * @param expired how many went
   * @param files how many files went with them; 0 in a dry run, which does not look for them
   */
  record Expiry(long before, long expired, long files) implements Upkeep {
    @Override
    public Work work() {
      return Work.EXPIRE;
    }

    @Override
    public boolean isNothing() {
      return expired == 0;
    }
  }

  /**
   * @param removed files that no snapshot needs and no batch waits with
   * @param waiting files that a waiting batch needs, which would else have gone
   */
  record Orphans(Files removed, long waiting) implements Upkeep {
    @Override
    public Work work() {
      return Work.ORPHANS;
    }

    @Override
    public boolean isNothing() {
      return removed.count() == 0;
    }
  }

  /**
   * @param made names of new partitions
   * @param detached names of those that retention has passed; they are tables of their own now
   * @param moved rows out of the default partition
   * @param left how many rows stay there, and why
   * @param busy what was locked all the time
   */
  record Partitions(
      List<String> made, List<String> detached, long moved, List<Left> left, List<String> busy)
      implements Upkeep {
    public Partitions {
      made = List.copyOf(made);
      detached = List.copyOf(detached);
      left = List.copyOf(left);
      busy = List.copyOf(busy);
    }

    @Override
    public Work work() {
      return Work.PARTITIONS;
    }

    @Override
    public boolean isNothing() {
      return made.isEmpty() && detached.isEmpty() && busy.isEmpty();
    }

    /** Rows that stay in the default partition. */
    public record Left(long rows, String why) {}
  }
}
