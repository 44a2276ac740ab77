// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import java.io.Serializable;
import java.util.List;

/**
 * Says which rows a store cannot hold, before any store is written: what one sink cannot hold is
 * rejected for all of them. Serialised to executors; used by one thread at a time.
 */
public interface RowGuard extends Serializable {

  /**
   * All of these as one: the first rejection counts. A guard that equals an earlier one is not
   * asked again, so that what two sinks have in common is looked at once.
   */
  static RowGuard all(List<RowGuard> guards) {
    return new RowGuards(guards.stream().distinct().toArray(RowGuard[]::new));
  }

  /** {@link Verdict#ACCEPTED} or a rejection of stage {@link Verdict.Stage#STORE}. */
  Verdict check(Object[] row);

  /** The same for a record without a value, which deletes a row in upsert mode. */
  Verdict checkTombstone(RawRecord tombstone);
}
