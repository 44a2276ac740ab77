// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.spi.RawRecord;
import io.azud.spi.RowGuard;
import io.azud.spi.Verdict;
import java.util.List;

/** The guards of all sinks as one. */
final class RowGuards implements RowGuard {
  private static final long serialVersionUID = 1L;

  private final RowGuard[] guards;

  private RowGuards(RowGuard[] guards) {
    this.guards = guards;
  }

  static RowGuard all(List<RowGuard> guards) {
    return new RowGuards(guards.stream().filter(guard -> guard != NONE).toArray(RowGuard[]::new));
  }

  @Override
  public Verdict check(Object[] row) {
    for (RowGuard guard : guards) {
      Verdict verdict = guard.check(row);
      if (verdict != Verdict.ACCEPTED) {
        return verdict;
      }
    }
    return Verdict.ACCEPTED;
  }

  @Override
  public Verdict checkTombstone(RawRecord tombstone) {
    for (RowGuard guard : guards) {
      Verdict verdict = guard.checkTombstone(tombstone);
      if (verdict != Verdict.ACCEPTED) {
        return verdict;
      }
    }
    return Verdict.ACCEPTED;
  }
}
