// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.engine.ledger.SliceLedger.Participants;
import io.azud.position.Slice;
import java.io.Serializable;
import java.util.Set;

/**
 * One slice to be worked through, and for whom.
 *
 * @param participants the sinks that the slice is for
 * @param writers what is written now: the sinks themselves, or the files that a later load takes
 *     the rows from
 */
public record SliceWork(Slice slice, Participants participants, Set<String> writers)
    implements Serializable {
  public SliceWork {
    writers = Set.copyOf(writers);
  }
}
