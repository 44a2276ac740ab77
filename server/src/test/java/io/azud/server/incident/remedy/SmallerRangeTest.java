// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmallerRangeTest {

  /** Hands that can transform so many records at once, and no more. */
  private static final class WeakHands implements Hands {
    private final long strength;
    private final ErrorCode weakness;
    private final List<String> done = new ArrayList<>();

    WeakHands(long strength, ErrorCode weakness) {
      this.strength = strength;
      this.weakness = weakness;
    }

    private static TaskOutcome outcome(String code) {
      return new TaskOutcome(
          "flights",
          "transformar_datos_task",
          code.equals(TaskOutcome.OK) ? TaskOutcome.Status.DONE : TaskOutcome.Status.FAILED,
          code,
          "",
          Instant.EPOCH,
          0,
          Map.of());
    }

    @Override
    public TaskOutcome run(TaskId task) {
      done.add(task.id());
      return outcome(TaskOutcome.OK);
    }

    @Override
    public TaskOutcome transformAtMost(long mostRecords) {
      done.add(Long.toString(mostRecords));
      return outcome(mostRecords <= strength ? TaskOutcome.OK : weakness.name());
    }

    @Override
    public void maintain() {
      throw new AzudException(ErrorCode.INTERNAL, "nobody asked for this");
    }

    @Override
    public void restartRuntime() {
      throw new AzudException(ErrorCode.INTERNAL, "nobody asked for this");
    }

    @Override
    public void close() {
      done.add("closed");
    }
  }

  private static WeakHands apply(WeakHands hands) {
    new SmallerRange().apply(null, hands, 0);
    return hands;
  }

  @Test
  void loadsTheLargestPieceThatPasses() {
    WeakHands hands = apply(new WeakHands(1_000, ErrorCode.SPARK_FAILED));
    assertThat(hands.done).containsExactly("100000", "10000", "1000", "cargar_datos_task");
  }

  @Test
  void stopsAtOneRecordAndSaysSo() {
    WeakHands hands = new WeakHands(0, ErrorCode.SPARK_FAILED);
    assertThatThrownBy(() -> apply(hands)).isInstanceOf(AzudException.class);
    assertThat(hands.done).endsWith("10", "1").doesNotContain("cargar_datos_task");
  }

  @Test
  void doesNotMakeSmallerWhatSizeHasNotBroken() {
    WeakHands hands = new WeakHands(0, ErrorCode.DEAD_LETTERS_OVER_LIMIT);
    assertThatThrownBy(() -> apply(hands)).isInstanceOf(AzudException.class);
    assertThat(hands.done).containsExactly("100000");
  }
}
