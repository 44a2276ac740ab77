// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.task.TaskId;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.Incident;
import io.azud.server.incident.Incidents;
import io.azud.server.incident.diagnosis.check.Checks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosticianTest {
  private record FakeCheck(String name, Function<Scene, Observation> look) implements Check {
    @Override
    public String question() {
      return "Is it so?";
    }

    @Override
    public String target(Scene scene) {
      return "a thing";
    }

    @Override
    public Observation observe(Scene scene) {
      return look.apply(scene);
    }
  }

  private static Scene scene(String code) {
    Incident incident = Incidents.open("flights", "", code);
    return new Scene(
        incident,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        environment -> Map.of(),
        Clock.systemUTC());
  }

  private static Diagnosis diagnose(String code, Check... checks) {
    try (Diagnostician diagnostician =
        new Diagnostician(Duration.ofSeconds(30), Clock.systemUTC())) {
      return diagnostician.diagnose(scene(code), List.of(checks));
    }
  }

  private static Check broken(String name, ErrorCode code) {
    return new FakeCheck(name, scene -> Observation.broken("a thing", code, name + " evidence"));
  }

  @Test
  void blamesTheFirstThingThatIsBroken() {
    Diagnosis diagnosis =
        diagnose(
            "TASK_FAILED",
            new FakeCheck("fine", scene -> Observation.ok("a thing", "fine")),
            broken("address", ErrorCode.KAFKA_UNREACHABLE),
            broken("topic", ErrorCode.TOPIC_MISSING));
    assertThat(diagnosis.culprit()).map(Finding::check).contains("address");
  }

  @Test
  void blamesWhatGivesTheReportedCodeBeforeAllElse() {
    Diagnosis diagnosis =
        diagnose(
            "TOPIC_MISSING",
            broken("address", ErrorCode.KAFKA_UNREACHABLE),
            broken("topic", ErrorCode.TOPIC_MISSING));
    assertThat(diagnosis.culprit()).map(Finding::check).contains("topic");
  }

  @Test
  void takesAFailureOfOursForWhatAPipelineWouldMeet() {
    Diagnosis diagnosis =
        diagnose(
            "TASK_FAILED",
            new FakeCheck(
                "refused",
                scene -> {
                  throw new AzudException(ErrorCode.STORE_REFUSED, "the store refuses");
                }));
    assertThat(diagnosis.code()).contains(ErrorCode.STORE_REFUSED);
    assertThat(diagnosis.findings().get(0).saw().evidence()).isEqualTo("the store refuses");
  }

  @Test
  void doesNotBlameWhatACheckCannotSee() {
    Diagnosis diagnosis =
        diagnose(
            "TASK_FAILED",
            new FakeCheck("blind", scene -> Observation.ok(scene.pipeline().name(), "")),
            new FakeCheck(
                "faulty",
                scene -> {
                  throw new IllegalStateException("with a secret");
                }));
    assertThat(diagnosis.with(Judgement.UNKNOWN)).hasSize(2);
    assertThat(diagnosis.json().toString()).doesNotContain("with a secret");
  }

  @Test
  void doesNotWaitForACheckThatHangs() {
    CountDownLatch never = new CountDownLatch(1);
    try (Diagnostician impatient = new Diagnostician(Duration.ofMillis(50), Clock.systemUTC())) {
      Diagnosis diagnosis =
          impatient.diagnose(
              scene("TASK_FAILED"), List.of(new FakeCheck("hanging", scene -> hang(never))));
      assertThat(diagnosis.with(Judgement.SILENT)).hasSize(1);
    } finally {
      never.countDown();
    }
  }

  private static Observation hang(CountDownLatch never) {
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Observation.ok("a thing", "at last");
  }

  @Test
  void takesSecretsOutOfTheEvidence() {
    Diagnosis diagnosis =
        diagnose(
            "TASK_FAILED",
            new FakeCheck("chatty", scene -> Observation.suspect("a thing", "password=canary")));
    assertThat(diagnosis.json().toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @EnumSource(TaskId.class)
  void looksAtFilesFirstAndAtThePastLast(TaskId task) {
    List<String> names = Checks.of(task).stream().map(Check::name).toList();
    assertThat(names).startsWith("environment-valid", "pipeline-valid").endsWith("logs-around");
    assertThat(names).doesNotHaveDuplicates();
  }
}
