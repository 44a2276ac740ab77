// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeySetTest {

  @Test
  void behavesAsAStackOfSets() {
    Random random = new Random(4);
    byte[] record = "k0k1k2k3k4k5k6k7k8k9".getBytes(StandardCharsets.US_ASCII);
    for (int round = 0; round < 300; round++) {
      KeySet keys = new KeySet();
      keys.open(record);
      Deque<Set<String>> objects = new ArrayDeque<>();
      Deque<Integer> sizes = new ArrayDeque<>();
      for (int step = 0; step < 400; step++) {
        if (objects.isEmpty() || random.nextInt(10) == 0) {
          objects.push(new HashSet<>());
          sizes.push(keys.size());
        } else if (random.nextInt(10) == 0) {
          objects.pop();
          keys.release(sizes.pop());
        } else {
          addBoth(keys, objects, record, random);
        }
      }
    }
  }

  private static void addBoth(
      KeySet keys, Deque<Set<String>> objects, byte[] record, Random random) {
    boolean escaped = random.nextBoolean();
    String key = escaped ? "k" + random.nextInt(200) : "k" + random.nextInt(10);
    byte[] bytes = escaped ? key.getBytes(StandardCharsets.US_ASCII) : record;
    int from = escaped ? 0 : 2 * (key.charAt(1) - '0');
    int to = escaped ? bytes.length : from + 2;

    assertThat(keys.add(objects.size(), bytes, from, to)).isEqualTo(objects.peek().add(key));
  }

  @Test
  void forgetsTheFormerRecord() {
    KeySet keys = new KeySet();
    byte[] record = {'a'};
    keys.open(record);
    keys.add(1, record, 0, 1);

    keys.open(record);

    assertThat(keys.size()).isZero();
    assertThat(keys.add(1, record, 0, 1)).isTrue();
  }
}
