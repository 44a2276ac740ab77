// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a store is asked to look after.
 *
 * @param work which kinds of it; a store leaves out what it does not have
 * @param now what ages are counted from
 * @param waiting batches that were prepared and not loaded yet, as they were before anybody looked
 *     at the store: nothing that they need may go
 * @param progress hears, in words for a person, what is begun and done; called by any thread
 */
public record Maintenance(
    Set<Work> work, Mode mode, Instant now, List<Waiting> waiting, Consumer<String> progress) {

  public Maintenance {
    work = Set.copyOf(work);
    waiting = List.copyOf(waiting);
  }

  /** A kind of work. */
  public enum Work {
    /** Small files are written together into larger ones. */
    COMPACT,
    /** Old snapshots go, and the files that only they need. */
    EXPIRE,
    /** Old files go that no snapshot needs. */
    ORPHANS,
    /** Partitions are made ahead and detached, and strays brought into theirs. */
    PARTITIONS;

    public static final Set<Work> ALL = Set.copyOf(EnumSet.allOf(Work.class));

    /** As people write it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether anything changes. */
  public enum Mode {
    FOR_REAL,
    DRY_RUN
  }

  /**
   * A batch that waits to be loaded.
   *
   * @param batch its id
   * @param receipts of the files that hold its rows
   */
  public record Waiting(String batch, List<SliceReceipt> receipts) {
    public Waiting {
      receipts = List.copyOf(receipts);
    }
  }

  public boolean asksFor(Work kind) {
    return work.contains(kind);
  }

  public boolean isForReal() {
    return mode == Mode.FOR_REAL;
  }
}
