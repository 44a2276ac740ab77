// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.server.metrics.SourceReading.Waiting;
import io.azud.spi.Source.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkPositionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant EARLIER = NOW.minusSeconds(40);

  private static SinkPosition at(Bounds bounds, long mark, Map<Integer, Instant> since) {
    SourceReading source =
        new SourceReading(
            NOW, "topic", Map.of(0, bounds), Map.of("lake", new Waiting(since, Map.of())));
    return SinkPosition.of("lake", source, Map.of(0, mark), Map.of());
  }

  @Test
  void isAsFreshAsTheQuestionWhenNothingWaits() {
    SinkPosition position = at(new Bounds(0, 100), 100, Map.of());

    assertThat(position.totalLag()).isZero();
    assertThat(position.freshness()).contains(NOW);
    assertThat(position.age()).contains(Duration.ZERO);
  }

  @Test
  void isAsFreshAsTheOldestRecordThatWaits() {
    SinkPosition position = at(new Bounds(0, 100), 60, Map.of(0, EARLIER));

    assertThat(position.totalLag()).isEqualTo(40);
    assertThat(position.age()).contains(Duration.ofSeconds(40));
  }

  @Test
  void doesNotClaimAFreshnessThatItDoesNotKnow() {
    assertThat(at(new Bounds(0, 100), 60, Map.of()).freshness()).isEmpty();
  }

  @Test
  void neverHasANegativeLag() {
    assertThat(at(new Bounds(0, 100), 130, Map.of()).totalLag()).isZero();
  }

  @Test
  void standsAtTheBaseBeforeItsFirstCommit() {
    SourceReading source = new SourceReading(NOW, "topic", Map.of(0, new Bounds(0, 100)), Map.of());

    assertThat(SinkPosition.of("lake", source, Map.of(), Map.of(0, 90L)).totalLag()).isEqualTo(10);
  }

  @Test
  void knowsWhatIsLost() {
    SinkPosition position = at(new Bounds(50, 100), 20, Map.of());

    assertThat(position.lost()).isEqualTo(30);
    assertThat(position.retentionMargin()).isZero();
  }

  @Test
  void measuresTheMarginToTheDeletionOfOldRecords() {
    assertThat(at(new Bounds(0, 100), 0, Map.of()).retentionMargin())
        .as("nothing was deleted yet")
        .isEqualTo(1);
    assertThat(at(new Bounds(50, 150), 75, Map.of()).retentionMargin()).isEqualTo(0.25);
    assertThat(at(new Bounds(50, 50), 50, Map.of()).retentionMargin())
        .as("nothing waits")
        .isEqualTo(1);
  }
}
