// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PastTest {
  private final Past past = new Past();

  private void at(long seconds, long end, long position) {
    long lag = position == Sample.UNKNOWN ? Sample.UNKNOWN : end - position;
    past.add(
        new Sample(
            seconds * 1000,
            end,
            Map.of("lake", new Sample.Sink(position, lag, Optional.empty())),
            Optional.empty()));
  }

  @Test
  void knowsNoRateBeforeTheSecondSample() {
    assertThat(past.rate(Sample::end)).isEmpty();
    at(0, 100, 0);
    assertThat(past.rate(Sample::end)).isEmpty();
    at(5, 150, 0);
    assertThat(past.rate(Sample::end)).hasValue(10);
  }

  @Test
  void averagesOverTheLastMinute() {
    at(0, 0, 0);
    at(30, 600, 0);
    at(60, 600, 300);
    at(90, 1_200, 600);
    assertThat(past.rate(Sample::end)).hasValue(10);
    assertThat(past.rate(sample -> sample.position("lake"))).hasValue(10);
  }

  @Test
  void saysForHowLongTheOldestRecordHasWaited() {
    at(0, 100, 100);
    assertThat(past.behind("lake")).hasValue(0);
    at(10, 200, 100);
    at(20, 300, 100);
    assertThat(past.behind("lake")).hasValue(10_000);
    at(30, 300, 200);
    assertThat(past.behind("lake")).as("record 200 came at 20 s").hasValue(10_000);
  }

  @Test
  void takesWhatDoesNotAnswerForUnknown() {
    at(0, 100, 50);
    at(5, 100, Sample.UNKNOWN);
    assertThat(past.behind("lake")).isEmpty();
    assertThat(past.rate(sample -> sample.position("lake"))).isEmpty();
    assertThat(past.isStalled("lake")).isFalse();
  }

  @Test
  void callsASinkStalledThatStandsStillForAMinuteWithWorkToDo() {
    at(0, 100, 50);
    at(30, 100, 50);
    assertThat(past.isStalled("lake")).isFalse();
    at(60, 100, 50);
    assertThat(past.isStalled("lake")).isTrue();
    at(65, 100, 100);
    assertThat(past.isStalled("lake")).isFalse();
  }
}
