// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The offsets of one time zone for local times. Remembers the span between two changes of the
 * clock, as times in a stream lie close together. Belongs to one thread.
 */
final class LocalZone {
  /** The clocks were put forward over this local time. */
  static final int GAP = Integer.MAX_VALUE;

  private final ZoneRules rules;
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;
  private int offset;

  LocalZone(ZoneId zone) {
    this.rules = zone.getRules();
  }

  /**
   * Seconds east of UTC; where the clocks were put back, those before the change, so the earlier of
   * the two instants.
   */
  int offsetAt(long localSecond) {
    return localSecond >= from && localSecond < to ? offset : lookUp(localSecond);
  }

  private int lookUp(long localSecond) {
    LocalDateTime local = LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC);
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change != null) {
      return change.isGap() ? GAP : change.getOffsetBefore().getTotalSeconds();
    }
    ZoneOffset valid = rules.getOffset(local);
    Instant instant = local.toInstant(valid);
    // One second later, as the previous change may be this very instant.
    ZoneOffsetTransition previous = rules.previousTransition(instant.plusSeconds(1));
    ZoneOffsetTransition next = rules.nextTransition(instant);
    from = previous == null ? Long.MIN_VALUE : Math.max(before(previous), after(previous));
    to = next == null ? Long.MAX_VALUE : Math.min(before(next), after(next));
    offset = valid.getTotalSeconds();
    return offset;
  }

  private static long before(ZoneOffsetTransition change) {
    return change.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC);
  }

  private static long after(ZoneOffsetTransition change) {
    return change.getDateTimeAfter().toEpochSecond(ZoneOffset.UTC);
  }
}
