// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Slice;
import io.azud.spi.Source.Bounds;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final Set<String> BOTH = Set.of("lake", "postgres");

  private final Planner planner = new Planner("flights", 1_000);

  @Test
  void takesEverythingForSinksThatStandTogether() {
    PassPlan plan = planner.plan(bounds(0, 500), positions(100, 100), BOTH);
    assertThat(plan.slices()).isEqualTo(Map.of(new Slice(0, 100, 500), BOTH));
  }

  @Test
  void letsTheHindmostCatchUpToTheNextSink() {
    PassPlan plan = planner.plan(bounds(0, 500), positions(100, 300), BOTH);
    assertThat(plan.slices()).isEqualTo(Map.of(new Slice(0, 100, 300), Set.of("lake")));
  }

  @Test
  void endsWhereASinkStandsThatIsNotChosen() {
    PassPlan plan = planner.plan(bounds(0, 500), positions(100, 300), Set.of("lake"));
    assertThat(plan.slices()).containsOnlyKeys(new Slice(0, 100, 300));
  }

  @Test
  void leavesWhatIsTooMuchToTheNextPass() {
    PassPlan plan = planner.plan(bounds(0, 5_000), positions(0, 0), BOTH);
    assertThat(plan.slices()).containsOnlyKeys(new Slice(0, 0, 1_000));
  }

  @Test
  void hasNothingToDoAtTheEnd() {
    assertThat(planner.plan(bounds(0, 500), positions(500, 500), BOTH).isEmpty()).isTrue();
  }

  @Test
  void stopsWhenTheSourceHasLostWhatIsNext() {
    AzudException e =
        catchThrowableOfType(
            AzudException.class, () -> planner.plan(bounds(200, 500), positions(100, 300), BOTH));
    assertThat(e.code()).isEqualTo(ErrorCode.OFFSETS_LOST);
    assertThat(e).hasMessageContaining("100 to 199").hasMessageContaining("--accept-loss");
  }

  @Test
  void stopsWhenTheSourceEndsBeforeWhatWasWritten() {
    AzudException e =
        catchThrowableOfType(
            AzudException.class, () -> planner.plan(bounds(0, 200), positions(100, 300), BOTH));
    assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_REPLACED);
  }

  private static Map<Integer, Bounds> bounds(long first, long end) {
    return Map.of(0, new Bounds(first, end));
  }

  private static Map<String, Map<Integer, Long>> positions(long lake, long postgres) {
    return Map.of("lake", Map.of(0, lake), "postgres", Map.of(0, postgres));
  }
}
