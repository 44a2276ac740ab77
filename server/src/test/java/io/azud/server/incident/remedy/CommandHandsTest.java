// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.Incident;
import io.azud.server.incident.Incidents;
import io.azud.server.incident.diagnosis.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks as commands, with a script in the command's place. */
class CommandHandsTest {
  private static final String OUTCOME =
      "{\"apiVersion\":\"azud/v1\",\"pipeline\":\"flights\",\"task\":\"%s\",\"status\":\"%s\",\"code\":\"%s\","
          + "\"message\":\"said so\",\"startedAt\":\"2026-11-23T10:00:00Z\",\"seconds\":1.5}";

  @TempDir private Path directory;

  private Hands hands(String script) throws IOException {
    return hands(script, Duration.ofMinutes(1), Optional.of(Path.of("flights.yaml")));
  }

  private Hands hands(String script, Duration longest, Optional<Path> pipeline) throws IOException {
    Path file = Files.writeString(directory.resolve("azud"), script);
    return new CommandHands(
        List.of("sh", file.toString()), scene(pipeline), RuntimeControl.NONE, longest);
  }

  private static Scene scene(Optional<Path> pipeline) {
    Incident incident = Incidents.open("flights", TaskId.CARGAR_DATOS_TASK.id(), "TRY_AGAIN");
    return new Scene(
        incident,
        Optional.empty(),
        Optional.empty(),
        pipeline,
        Optional.of(Path.of("where.yaml")),
        List.of(),
        where -> Map.of(),
        Clock.systemUTC());
  }

  private static String prints(String task, String status, String code) {
    return "echo '" + OUTCOME.formatted(task, status, code) + "'\n";
  }

  @Test
  void runsTheTaskAsAnOrchestratorWould() throws Exception {
    Path arguments = directory.resolve("arguments");
    Hands hands =
        hands("echo \"$@\" > " + arguments + "\n" + prints("cargar_datos_task", "done", "OK"));
    TaskOutcome outcome = hands.run(TaskId.CARGAR_DATOS_TASK);
    assertThat(outcome.status()).isEqualTo(TaskOutcome.Status.DONE);
    assertThat(outcome.seconds()).isEqualTo(1.5);
    assertThat(arguments)
        .hasContent(
            "task cargar_datos_task -o json --pipeline flights.yaml --environment where.yaml");
  }

  @Test
  void asksForASmallerRange() throws Exception {
    Path arguments = directory.resolve("arguments");
    Hands hands =
        hands("echo \"$@\" > " + arguments + "\n" + prints("transformar_datos_task", "done", "OK"));
    assertThat(hands.transformAtMost(10).code()).isEqualTo("OK");
    assertThat(Files.readString(arguments))
        .startsWith("task transformar_datos_task --at-most 10 -o json ");
  }

  @Test
  void saysWhyMaintenanceWasRefused() throws Exception {
    Path arguments = directory.resolve("arguments");
    hands("echo \"$@\" > " + arguments).maintain();
    assertThat(arguments)
        .hasContent("maintain -o json --pipeline flights.yaml --environment where.yaml");

    requireRefused("exit 99", ErrorCode.NOTHING_TO_DO);
    requireRefused("exit 75", ErrorCode.TRY_AGAIN);
    requireRefused("exit 1", ErrorCode.INTERNAL);
    requireRefused(
        "echo '{\"failures\": [{\"code\": \"POSTGRES_UNREACHABLE\", \"message\": \"m\"}]}'; exit 4",
        ErrorCode.POSTGRES_UNREACHABLE);
  }

  private void requireRefused(String script, ErrorCode code) throws IOException {
    Hands hands = hands(script);
    assertThatThrownBy(hands::maintain)
        .isInstanceOfSatisfying(
            AzudException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  @Test
  void takesAFailureForAnOutcomeWhateverElseIsSaid() throws Exception {
    Hands hands =
        hands(
            "echo 'a warning of the JVM' >&2\n"
                + prints("cargar_datos_task", "failed", "POSTGRES_UNREACHABLE")
                + "exit 4\n");
    TaskOutcome outcome = hands.run(TaskId.CARGAR_DATOS_TASK);
    assertThat(outcome.status()).isEqualTo(TaskOutcome.Status.FAILED);
    assertThat(outcome.code()).isEqualTo("POSTGRES_UNREACHABLE");
  }

  @Test
  void saysSoWhenTheTaskDiedOrPrintedSomethingElse() throws Exception {
    requireInternal("kill -9 $$", "137");
    requireInternal("echo 'Segmentation fault'", "no outcome");
    requireInternal("echo '{}'; exit 1", "status 1");
    requireInternal(prints("cargar_datos_task", "exploded", "OK"), "no outcome");
    requireInternal(
        prints("cargar_datos_task", "done", "OK").replace("2026-11-23T10", "yesterday"),
        "no outcome");
  }

  private void requireInternal(String script, String words) throws IOException {
    Hands hands = hands(script);
    assertThatThrownBy(() -> hands.run(TaskId.CARGAR_DATOS_TASK))
        .isInstanceOfSatisfying(
            AzudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL))
        .hasMessageContaining("cargar_datos_task")
        .hasMessageContaining(words);
  }

  @Test
  void endsATaskThatTakesTooLong() throws Exception {
    Path pid = directory.resolve("pid");
    Hands hands =
        hands(
            "echo $$ > " + pid + "; exec sleep 600",
            Duration.ofSeconds(1),
            Optional.of(Path.of("flights.yaml")));
    assertThatThrownBy(() -> hands.run(TaskId.CARGAR_DATOS_TASK))
        .isInstanceOfSatisfying(
            AzudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TRY_AGAIN));
    long id = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(id).ifPresent(left -> left.onExit().join());
    assertThat(ProcessHandle.of(id)).isEmpty();
  }

  @Test
  void needsToKnowThePipelinesFile() throws Exception {
    Hands hands = hands("exit 0", Duration.ofMinutes(1), Optional.empty());
    assertThatThrownBy(() -> hands.run(TaskId.CARGAR_DATOS_TASK))
        .isInstanceOfSatisfying(
            AzudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  @Test
  void saysSoWhenTheCommandCannotBeStarted() {
    Hands hands =
        new CommandHands(
            List.of(directory.resolve("nowhere").toString()),
            scene(Optional.of(Path.of("flights.yaml"))),
            RuntimeControl.NONE,
            Duration.ofMinutes(1));
    assertThatThrownBy(() -> hands.run(TaskId.CARGAR_DATOS_TASK))
        .isInstanceOf(AzudException.class)
        .hasMessageContaining("cannot be started");
  }
}
