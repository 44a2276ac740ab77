// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Change;
import io.azud.spi.SliceReader;
import io.azud.spi.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceWatchTest {
  private final SteppingClock clock = new SteppingClock();
  private final Topic topic = new Topic();
  private final SourceWatch watch = new SourceWatch(topic, clock);

  @Test
  void asksForTheTimeOfARecordOnce() {
    Instant came = clock.instant().minusSeconds(5);
    topic.times.put(40L, came);
    topic.times.put(39L, came.minusSeconds(1));
    Map<String, Map<Integer, Long>> marks =
        Map.of("lake", Map.of(0, 40L), "postgres", Map.of(0, 40L));

    SourceReading first = watch.look(marks);
    SourceReading second = watch.look(marks);

    assertThat(first.sinks().get("lake").since()).containsEntry(0, came);
    assertThat(second.sinks().get("postgres").newest()).containsEntry(0, came.minusSeconds(1));
    assertThat(topic.asked).isEqualTo(2);
  }

  @Test
  void takesTheTimeAtWhichItSawARecordFirstWhenTheSourceDoesNotTell() {
    Map<String, Map<Integer, Long>> marks = Map.of("lake", Map.of(0, 40L));
    Instant seen = clock.instant();
    watch.look(marks);
    clock.pass(Duration.ofSeconds(9));

    assertThat(watch.look(marks).sinks().get("lake").since()).containsEntry(0, seen);
  }

  @Test
  void doesNotBelieveTimesThatAreYetToCome() {
    topic.times.put(40L, clock.instant().plusSeconds(3600));

    assertThat(watch.look(Map.of("lake", Map.of(0, 40L))).sinks().get("lake").since())
        .containsEntry(0, clock.instant());
  }

  /** One partition with the positions 0 to 99. */
  private static final class Topic implements Source {
    private final Map<Long, Instant> times = new HashMap<>();
    private int asked;

    @Override
    public Map<Integer, Instant> arrivals(Map<Integer, Long> positions) {
      asked++;
      Map<Integer, Instant> known = new HashMap<>();
      positions.forEach(
          (partition, position) -> {
            if (times.containsKey(position)) {
              known.put(partition, times.get(position));
            }
          });
      return known;
    }

    @Override
    public Map<Integer, Bounds> bounds() {
      return Map.of(0, new Bounds(0, 100));
    }

    @Override
    public String identity() {
      return "topic";
    }

    @Override
    public List<Change> plan() {
      return List.of();
    }

    @Override
    public void apply() {}

    @Override
    public SliceReader reader(List<Slice> slices) {
      throw new UnsupportedOperationException("watching reads nothing");
    }

    @Override
    public Lineage lineage() {
      return Lineage.RECORD;
    }

    @Override
    public void close() {}
  }
}
