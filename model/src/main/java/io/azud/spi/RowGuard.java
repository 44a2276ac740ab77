// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import java.io.Serializable;

/**
 * Says which rows a store cannot hold, before any store is written: what one sink cannot hold is
 * rejected for all of them. Serialised to executors; used by one thread at a time.
 */
public interface RowGuard extends Serializable {

  /** A guard that lets everything through. */
  RowGuard NONE =
      new RowGuard() {
        private static final long serialVersionUID = 1L;

        @Override
        public Verdict check(Object[] row) {
          return Verdict.ACCEPTED;
        }

        @Override
        public Verdict checkTombstone(RawRecord tombstone) {
          return Verdict.ACCEPTED;
        }
      };

  /** {@link Verdict#ACCEPTED} or a rejection of stage {@link Verdict.Stage#STORE}. */
  Verdict check(Object[] row);

  /** The same for a record without a value, which deletes a row in upsert mode. */
  Verdict checkTombstone(RawRecord tombstone);
}
