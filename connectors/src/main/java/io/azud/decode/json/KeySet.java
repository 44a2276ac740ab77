// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.Limits;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The keys of the objects that are open at a point of a record, to find duplicates. An object's
 * keys are taken out when it closes, last in first out, which is why an open-addressing table needs
 * no mark for a key that was removed. At most 100 objects are open, with at most 10,000 keys each.
 */
final class KeySet {
  private static final int SMALLEST = 64;

  private final long seed = ThreadLocalRandom.current().nextLong();
  private byte[] record;

  /** Keys that held escapes, unescaped; {@link #froms} counts them from the end of the record. */
  private byte[] unescaped = new byte[256];

  private int unescapedLength;

  private int size;
  private long[] hashes = new long[SMALLEST];
  private int[] froms = new int[SMALLEST];
  private int[] lengths = new int[SMALLEST];
  private int[] depths = new int[SMALLEST];

  /** Entry number + 1 by hash; 0 where there is none. Twice as long as the entries. */
  private int[] slots = new int[2 * SMALLEST];

  /** Forgets everything; from now on keys belong to this record. */
  void open(byte[] bytes) {
    if (size > 0) {
      Arrays.fill(slots, 0);
      size = 0;
    }
    unescapedLength = 0;
    record = bytes;
    if (hashes.length * Long.BYTES > Limits.KEPT_BUFFER_BYTES) {
      resize(SMALLEST);
    }
    if (unescaped.length > Limits.KEPT_BUFFER_BYTES) {
      unescaped = new byte[256];
    }
  }

  /** How many keys there are; handed to {@link #release} when the object that opens now closes. */
  int size() {
    return size;
  }

  /**
   * Adds a key of the object at {@code depth}.
   *
   * @return whether the object did not have it yet
   */
  boolean add(int depth, byte[] bytes, int from, int to) {
    long hash = KeyHash.of(bytes, from, to, seed + depth);
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      if (isSame(slots[slot] - 1, depth, hash, bytes, from, to)) {
        return false;
      }
      slot = slot + 1 & mask;
    }
    if (size == hashes.length) {
      resize(2 * size);
      slot = freeSlot(hash);
    }
    store(hash, depth, bytes, from, to);
    slots[slot] = size;
    return true;
  }

  /** Takes out the keys that came after the set had this size. */
  void release(int formerSize) {
    int mask = slots.length - 1;
    while (size > formerSize) {
      int slot = (int) hashes[size - 1] & mask;
      while (slots[slot] != size) {
        slot = slot + 1 & mask;
      }
      slots[slot] = 0;
      size--;
    }
  }

  private boolean isSame(int entry, int depth, long hash, byte[] bytes, int from, int to) {
    if (hashes[entry] != hash || depths[entry] != depth || lengths[entry] != to - from) {
      return false;
    }
    boolean inRecord = froms[entry] < record.length;
    byte[] stored = inRecord ? record : unescaped;
    int start = inRecord ? froms[entry] : froms[entry] - record.length;
    return Arrays.equals(stored, start, start + lengths[entry], bytes, from, to);
  }

  private void store(long hash, int depth, byte[] bytes, int from, int to) {
    hashes[size] = hash;
    depths[size] = depth;
    lengths[size] = to - from;
    froms[size] = bytes == record ? from : record.length + copy(bytes, from, to);
    size++;
  }

  private int copy(byte[] bytes, int from, int to) {
    int start = unescapedLength;
    unescapedLength += to - from;
    if (unescapedLength > unescaped.length) {
      unescaped = Arrays.copyOf(unescaped, Math.max(unescapedLength, 2 * unescaped.length));
    }
    System.arraycopy(bytes, from, unescaped, start, to - from);
    return start;
  }

  private void resize(int entries) {
    hashes = Arrays.copyOf(hashes, entries);
    froms = Arrays.copyOf(froms, entries);
    lengths = Arrays.copyOf(lengths, entries);
    depths = Arrays.copyOf(depths, entries);
    slots = new int[2 * entries];
    for (int entry = 0; entry < size; entry++) {
      slots[freeSlot(hashes[entry])] = entry + 1;
    }
  }

  private int freeSlot(long hash) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      slot = slot + 1 & mask;
    }
    return slot;
  }
}
