// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Finds a field by its name's bytes. */
public final class FieldTable {
  /** What {@link #find} returns for a name that is not in the table. */
  public static final int UNKNOWN = -1;

  private final byte[][] names;
  private final byte[][] lowerNames;
  private final int[] slots;
  private final int[] lowerSlots;
  private final int longest;
  private final byte[] lower;

  public FieldTable(List<String> fieldNames) {
    names = fieldNames.stream().map(FieldTable::utf8).toArray(byte[][]::new);
    lowerNames =
        fieldNames.stream().map(n -> utf8(n.toLowerCase(Locale.ROOT))).toArray(byte[][]::new);
    slots = slots(names);
    lowerSlots = slots(lowerNames);
    longest = Arrays.stream(names).mapToInt(n -> n.length).max().orElse(0);
    lower = new byte[longest];
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private static int[] slots(byte[][] names) {
    int[] slots = new int[Math.max(4, Integer.highestOneBit(names.length) * 4)];
    for (int i = 0; i < names.length; i++) {
      int slot = (int) KeyHash.of(names[i], 0, names[i].length, 0) & slots.length - 1;
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = i + 1;
    }
    return slots;
  }

  /** The field's number, or {@link #UNKNOWN}. */
  public int find(byte[] bytes, int from, int to) {
    return find(names, slots, bytes, from, to);
  }

  private static int find(byte[][] names, int[] slots, byte[] bytes, int from, int to) {
    int slot = (int) KeyHash.of(bytes, from, to, 0) & slots.length - 1;
    while (slots[slot] != 0) {
      byte[] name = names[slots[slot] - 1];
      if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
        return slots[slot] - 1;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return UNKNOWN;
  }

  /** Whether a name that {@link #find} does not know is in the table when case is ignored. */
  public boolean differsInCaseOnly(byte[] bytes, int from, int to) {
    // Lower and upper case of a letter take at most three bytes where one takes one.
    if (to - from > 3 * longest) {
      return false;
    }
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b < 0) {
        byte[] folded =
            utf8(
                new String(bytes, from, to - from, StandardCharsets.UTF_8)
                    .toLowerCase(Locale.ROOT));
        return find(lowerNames, lowerSlots, folded, 0, folded.length) != UNKNOWN;
      }
      if (i - from < longest) {
        lower[i - from] = b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
      }
    }
    return to - from <= longest && find(lowerNames, lowerSlots, lower, 0, to - from) != UNKNOWN;
  }
}
