// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.engine.task.TaskId;
import io.azud.environment.Remedy;
import io.azud.error.ErrorCode;
import io.azud.server.incident.AlertCode;
import io.azud.server.incident.Incident;
import io.azud.server.incident.diagnosis.Diagnosis;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which remedies belong to a code, the first to be tried first. */
public final class Remedies {
  private Remedies() {}

  /**
   * What may help with a code. Codes that speak of data that is lost, wrong or doubtful have no
   * remedy: what to do is a person's decision.
   */
  public static List<Remedy> of(ErrorCode code) {
    return switch (code) {
      case KAFKA_UNREACHABLE,
          POSTGRES_UNREACHABLE,
          STORE_UNREACHABLE,
          CATALOG_UNREACHABLE,
          SPARK_UNREACHABLE,
          KUBERNETES_UNREACHABLE ->
          List.of(Remedy.WAIT_AND_RETRY);
      case SPARK_FAILED -> List.of(Remedy.WAIT_AND_RETRY, Remedy.SMALLER_RANGE);
      case TOPIC_MISSING -> List.of(Remedy.CREATE_DECLARED);
      case PLATFORM_UNHEALTHY -> List.of(Remedy.RESTART_RUNTIME);
      case COMMIT_UNKNOWN -> List.of(Remedy.FINISH_COMMIT);
      case TRY_AGAIN -> List.of(Remedy.WAIT_AND_RETRY, Remedy.PREPARE_AGAIN);
      default -> List.of();
    };
  }

  /** What may help with what an alert watches. */
  public static List<Remedy> of(AlertCode code) {
    return switch (code) {
      case PARTITION_MISSING -> List.of(Remedy.CREATE_DECLARED, Remedy.MAINTAIN);
      case DEFAULT_PARTITION_ROWS, SMALL_FILES -> List.of(Remedy.MAINTAIN);
      case FRESHNESS_MISSED,
          LAG_OVER_OBJECTIVE,
          PIPELINE_STALLED,
          SCHEDULE_MISSED,
          DEADLINE_MISSED,
          TASK_FAILED,
          RETENTION_CLOSE,
          DISK_ALMOST_FULL,
          SERVER_DOWN,
          EXPORTER_DOWN ->
          List.of();
    };
  }

  /** What may help with an incident, by what its diagnosis found to be the reason. */
  public static List<Remedy> of(Incident incident, Diagnosis diagnosis) {
    Optional<ErrorCode> own = incident.errorCode();
    if (own.isPresent() && isAboutData(own.get())) {
      return List.of();
    }
    return diagnosis
        .code()
        .or(() -> own)
        .map(Remedies::of)
        .orElseGet(() -> ofAlert(incident.code()))
        .stream()
        .filter(remedy -> fits(remedy, incident.taskId()))
        .map(remedy -> living(remedy, diagnosis))
        .toList();
  }

  /** What runs is not started again; it was seen dead, and by now lives. */
  private static Remedy living(Remedy remedy, Diagnosis diagnosis) {
    return remedy == Remedy.RESTART_RUNTIME && !diagnosis.found(ErrorCode.PLATFORM_UNHEALTHY)
        ? Remedy.WAIT_AND_RETRY
        : remedy;
  }

  private static List<Remedy> ofAlert(String code) {
    return Arrays.stream(AlertCode.values())
        .filter(each -> each.name().equals(code))
        .findFirst()
        .map(Remedies::of)
        .orElse(List.of());
  }

  /** Remedies that load data are for the tasks that do; a running pipeline is left alone. */
  private static boolean fits(Remedy remedy, Optional<TaskId> task) {
    return switch (remedy) {
      case WAIT_AND_RETRY, CREATE_DECLARED, RESTART_RUNTIME, MAINTAIN -> true;
      case SMALLER_RANGE -> task.equals(Optional.of(TaskId.TRANSFORMAR_DATOS_TASK));
      case FINISH_COMMIT, PREPARE_AGAIN -> task.equals(Optional.of(TaskId.CARGAR_DATOS_TASK));
    };
  }

  private static boolean isAboutData(ErrorCode code) {
    return switch (code) {
      case DEAD_LETTERS_OVER_LIMIT,
          CHECK_STOPPED,
          OFFSETS_LOST,
          SOURCE_REPLACED,
          SOURCE_DAMAGED,
          SINK_HISTORY_CHANGED,
          BOOKS_UNBALANCED,
          FENCED ->
          true;
      default -> false;
    };
  }

  static Treatment treatment(Remedy remedy, Sleeper sleeper) {
    return switch (remedy) {
      case WAIT_AND_RETRY -> new WaitAndRetry(sleeper);
      case CREATE_DECLARED -> new CreateDeclared();
      case FINISH_COMMIT -> new FinishCommit();
      case PREPARE_AGAIN -> new PrepareAgain();
      case SMALLER_RANGE -> new SmallerRange();
      case RESTART_RUNTIME -> new RestartRuntime();
      case MAINTAIN -> new Maintain();
    };
  }
}
