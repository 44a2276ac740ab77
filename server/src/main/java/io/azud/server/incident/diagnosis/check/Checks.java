// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.engine.task.TaskId;
import io.azud.server.incident.Incident;
import io.azud.server.incident.diagnosis.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which checks belong to which task: first the files, then addresses, then credentials and what
 * exists, then the data, then what only tells of the past.
 */
public final class Checks {
  private static final List<Check> FILES = List.of(new EnvironmentValid(), new PipelineValid());

  private static final List<Check> PAST =
      List.of(
          new SameDefinition(),
          new SoleInstance(),
          new TaskHistory(),
          new LastGoodBatch(),
          new LogsAround());

  private static final List<Check> KAFKA =
      List.of(new KafkaAddress(), new SourceAsDeclared(), new SourceAnswers());

  private static final List<Check> STORES =
      List.of(
          new LedgerAnswers(),
          new PostgresAnswers(),
          new CatalogAddress(),
          new StoreAddress(),
          new LakeTable(),
          new PostgresTable());

  private static final List<Check> MACHINE = List.of(new DiskLeft(), new MemoryLeft());

  private Checks() {}

  /** The checks of an incident's task; without a task those of all, each once. */
  public static List<Check> of(Incident incident) {
    return incident
        .taskId()
        .map(Checks::of)
        .orElseGet(
            () -> distinct(Arrays.stream(TaskId.values()).flatMap(task -> own(task).stream())));
  }

  /** The checks of a task. */
  public static List<Check> of(TaskId task) {
    return distinct(own(task).stream());
  }

  private static List<Check> own(TaskId task) {
    return switch (task) {
      case INICIALIZAR_TASK -> of(FILES, MACHINE, STORES, KAFKA, List.of(new ClockAgrees()), PAST);
      case CONEXION_KAFKA_TASK ->
          of(
              FILES,
              KAFKA,
              List.of(new LedgerAnswers(), new SourceIsTheSame(), new PositionsReadable()),
              PAST);
      case KUBERNETES_TASK -> of(FILES, List.of(new RuntimeAlive()), MACHINE, PAST);
      case CONEXION_SPARK_TASK ->
          of(FILES, List.of(new SparkMaster(), new SparkOptions()), MACHINE, PAST);
      case TRANSFORMAR_DATOS_TASK ->
          of(
              FILES,
              List.of(new SparkMaster(), new SparkOptions()),
              MACHINE,
              KAFKA,
              STORES,
              List.of(
                  new SourceIsTheSame(),
                  new PositionsReadable(),
                  new DeadLetterShare(),
                  new PreparedWaits()),
              PAST);
      case CARGAR_DATOS_TASK ->
          of(
              FILES,
              List.of(new SparkMaster(), new SparkOptions()),
              MACHINE,
              STORES,
              List.of(new PreparedWaits(), new BooksWhole()),
              PAST);
    };
  }

  @SafeVarargs
  private static List<Check> of(List<Check>... parts) {
    List<Check> all = new ArrayList<>();
    for (List<Check> part : parts) {
      all.addAll(part);
    }
    return List.copyOf(all);
  }

  private static List<Check> distinct(Stream<Check> checks) {
    Map<String, Check> byName = new LinkedHashMap<>();
    checks.forEach(check -> byName.putIfAbsent(check.name(), check));
    List<Check> ordered = new ArrayList<>(byName.values());
    return List.copyOf(ordered);
  }
}
