// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final SteppingClock clock = new SteppingClock();
  private final List<Runnable> answers = new ArrayList<>();
  private final Probe probe =
      new Probe(
          "orders", Target.LAKE, ErrorCode.STORE_UNREACHABLE, () -> answers.remove(0).run(), clock);

  private static void refuse() {
    throw new AzudException(ErrorCode.STORE_REFUSED, "the keys are refused");
  }

  @Test
  void isNotUpBeforeTheFirstAnswer() {
    assertThat(probe.hasEndedOnce()).isFalse();
    assertThat(probe.state(PATIENCE).up()).isFalse();
    assertThat(probe.state(PATIENCE).age()).isEmpty();
  }

  @Test
  void tellsHowOldTheLastAnswerIs() {
    answers.add(() -> clock.pass(Duration.ofSeconds(2)));
    probe.ask();
    clock.pass(Duration.ofSeconds(7));

    ProbeState state = probe.state(PATIENCE);
    assertThat(state.up()).isTrue();
    assertThat(state.age()).contains(Duration.ofSeconds(7));
    assertThat(state.took()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void keepsTheAgeOfTheLastAnswerWhenTheTargetRefuses() {
    answers.add(() -> {});
    answers.add(ProbeTest::refuse);
    probe.ask();
    clock.pass(Duration.ofSeconds(30));
    probe.ask();

    ProbeState state = probe.state(PATIENCE);
    assertThat(state.up()).isFalse();
    assertThat(state.problem()).isEqualTo("STORE_REFUSED");
    assertThat(state.message()).isEqualTo("the keys are refused");
    assertThat(state.age()).contains(Duration.ofSeconds(30));
    assertThat(probe.failures()).isEqualTo(Map.of("STORE_REFUSED", 1L));
  }

  @Test
  void isDownWhileAQuestionTakesTooLong() {
    List<ProbeState> during = new ArrayList<>();
    answers.add(() -> {});
    answers.add(
        () -> {
          during.add(probe.state(PATIENCE));
          clock.pass(PATIENCE.plusSeconds(1));
          during.add(probe.state(PATIENCE));
        });
    probe.ask();
    probe.ask();

    assertThat(during).extracting(ProbeState::up).containsExactly(true, false);
    assertThat(during.get(1).problem()).isEqualTo("STORE_UNREACHABLE");
    assertThat(probe.state(PATIENCE).up()).as("it has answered in the end").isTrue();
  }

  @Test
  void survivesAFaultOfItsOwnAndTellsNothingOfIt() {
    answers.add(
        () -> {
          throw new IllegalStateException("a record's content");
        });
    probe.ask();

    assertThat(probe.state(PATIENCE).problem()).isEqualTo("INTERNAL");
    assertThat(probe.state(PATIENCE).message()).doesNotContain("content");
  }
}
