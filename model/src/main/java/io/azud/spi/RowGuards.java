// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

/** Some guards as one. */
final class RowGuards implements RowGuard {
  private static final long serialVersionUID = 1L;

  private final RowGuard[] guards;

  RowGuards(RowGuard[] guards) {
    this.guards = guards;
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
