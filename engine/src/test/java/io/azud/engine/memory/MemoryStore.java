// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.memory;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a {@link MemorySink} has stored, and the faults that it suffers: each act may fail before it
 * took effect, or after it, when only the reply is lost.
 */
public final class MemoryStore {
  private static final Map<String, MemoryStore> STORES = new ConcurrentHashMap<>();

  private final List<String> rows = new ArrayList<>();
  private final Map<Integer, Long> watermarks = new HashMap<>();
  private Random faults = new Random(0);
  private int onePerThisMany = Integer.MAX_VALUE;
  private long epoch;

  static MemoryStore of(String pipeline, String sink) {
    return STORES.computeIfAbsent(pipeline + "/" + sink, name -> new MemoryStore());
  }

  public static List<String> rows(String pipeline, String sink) {
    MemoryStore store = of(pipeline, sink);
    synchronized (store) {
      return List.copyOf(store.rows);
    }
  }

  /** From now on one act in so many fails, before or after it took effect. */
  public static void suffer(String pipeline, String sink, long seed, int onePerThisMany) {
    MemoryStore store = of(pipeline, sink);
    synchronized (store) {
      store.faults = new Random(seed);
      store.onePerThisMany = onePerThisMany;
    }
  }

  synchronized Map<Integer, Long> watermarks() {
    fail();
    return new HashMap<>(watermarks);
  }

  synchronized void fence(long newer, Map<Integer, Long> bases) {
    fail();
    requireEpoch(newer);
    epoch = newer;
    bases.forEach(watermarks::putIfAbsent);
    fail();
  }

  /** Compare-and-set of all these watermarks, together with the rows. */
  synchronized boolean commit(
      long mine, Map<Integer, Long> starts, Map<Integer, Long> ends, List<String> added) {
    fail();
    requireEpoch(mine);
    boolean already = ends.equals(only(ends));
    if (!already) {
      if (!starts.equals(only(starts))) {
        throw new AzudException(
            ErrorCode.SINK_HISTORY_CHANGED, "stands at " + watermarks + ", not at " + starts);
      }
      rows.addAll(added);
      watermarks.putAll(ends);
    }
    fail();
    return !already;
  }

  private Map<Integer, Long> only(Map<Integer, Long> some) {
    Map<Integer, Long> found = new HashMap<>(watermarks);
    found.keySet().retainAll(some.keySet());
    return found;
  }

  private void requireEpoch(long mine) {
    if (mine < epoch) {
      throw new AzudException(
          ErrorCode.FENCED, "epoch " + mine + " is over, " + epoch + " has begun");
    }
  }

  private void fail() {
    if (onePerThisMany != Integer.MAX_VALUE && faults.nextInt(onePerThisMany) == 0) {
      throw new AzudException(ErrorCode.TRY_AGAIN, "injected");
    }
  }
}
