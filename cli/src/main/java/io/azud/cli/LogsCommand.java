// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.definition.EnvironmentReader;
import io.azud.engine.definition.PipelineReader;
import io.azud.engine.log.read.LogFollow;
import io.azud.engine.log.read.LogLevel;
import io.azud.engine.log.read.LogLine;
import io.azud.engine.log.read.LogQuery;
import io.azud.engine.log.read.LogReader;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code azud logs}: what the log told, from the store or from this machine's files. */
@Command(
    name = "logs",
    description =
        "Show what the log told of a pipeline or a batch, in order: from the store that the environment declares, or from this"
            + " machine's files.")
final class LogsCommand implements Callable<Integer> {
  private static final long SECONDS_BETWEEN_LOOKS = 1;

  /** Where the lines come from. */
  enum From {
    store,
    files
  }

  @Option(
      names = {"-e", "--environment"},
      paramLabel = "FILE",
      defaultValue = "${env:AZUD_ENVIRONMENT}",
      description = "Whose log. Default: the variable AZUD_ENVIRONMENT.")
  private Path environment;

  @Option(
      names = {"-p", "--pipeline"},
      paramLabel = "NAME|FILE",
      defaultValue = "",
      description = "Only of this pipeline, by its name or its file.")
  private String pipeline;

  @Option(
      names = "--batch",
      paramLabel = "ID",
      defaultValue = "",
      description = "Only of this batch: its story from planning to commit.")
  private String batch;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      defaultValue = "",
      description = "Only of this task, for example cargar_datos_task.")
  private String task;

  @Option(
      names = "--run",
      paramLabel = "ID",
      defaultValue = "",
      description = "Only of this run: AZUD_RUN_ID, as the orchestrator gave it.")
  private String run;

  @Option(
      names = "--since",
      paramLabel = "AGE|TIME",
      defaultValue = "",
      description = "Only what is younger: 90s, 30m, 1h, 2d, or a time like 2026-01-31T12:00:00Z.")
  private String since;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      defaultValue = "DEBUG",
      description = "Only what matters at least so much: ${COMPLETION-CANDIDATES}.")
  private LogLevel level;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many lines at most, the latest; up to 10000. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what comes, until Ctrl-C. With -o json: one object for each line.")
  private boolean follow;

  @Option(
      names = "--from",
      paramLabel = "store|files",
      description = "Default: the store when one is declared, else this machine's files.")
  private From from;

  @Mixin private OutputOption output;

  @Override
  public Integer call() throws InterruptedException {
    LogReader reader = reader(declared());
    LogQuery query = query();
    LogsView view = new LogsView(pipeline.isEmpty(), batch.isEmpty());
    if (follow) {
      follow(new LogFollow(reader, query), view);
      return 0;
    }
    List<LogLine> lines = reader.find(query);
    output.print(view.table(lines), () -> LogsView.json(lines));
    tellOfAbsence(lines, reader);
    return 0;
  }

  private void tellOfAbsence(List<LogLine> lines, LogReader reader) {
    if (lines.isEmpty()) {
      System.err.println(
          "No such line in "
              + reader.place()
              + ". Leave --batch, --task, --run, --since or --level out to see what there is; if there is nothing, look whether"
              + " commands run with this environment, and whether a shipper brings their lines to the store.");
    } else if (lines.size() >= limit) {
      System.err.println("The latest " + lines.size() + " lines; --limit shows more.");
    }
  }

  private void follow(LogFollow log, LogsView view) throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    try (GracefulStop stop = GracefulStop.on(told::countDown, "stopping")) {
      do {
        for (LogLine line : log.next()) {
          System.out.println(output.isJson() ? LogsView.jsonLine(line) : view.line(line));
        }
        System.out.flush();
      } while (!told.await(SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS));
    }
  }

  private Environment declared() {
    if (environment == null) {
      throw new AzudException(
          ErrorCode.USAGE, "say whose log: --environment FILE, or the variable AZUD_ENVIRONMENT");
    }
    return new EnvironmentReader(System.getenv()).read(environment);
  }

  private LogReader reader(Environment where) {
    if (from == From.files) {
      return LogReader.files(where);
    }
    if (from == From.store && where.logs().elasticsearch().isEmpty()) {
      throw new AzudException(
          ErrorCode.ENVIRONMENT_INVALID,
          "environment "
              + where.name()
              + " declares no log store; add logs: {elasticsearch: {url: URL}} to its file");
    }
    return LogReader.of(where);
  }

  private LogQuery query() {
    if (limit < 1 || limit > 10_000) {
      throw new AzudException(ErrorCode.USAGE, "--limit is from 1 to 10000");
    }
    Instant now = Clock.systemUTC().instant();
    return LogQuery.ALL
        .with("labels.pipeline", pipelineName())
        .with("labels.batch", batch)
        .with("labels.task", task)
        .with("labels.run_id", run)
        .atLeast(level)
        .since(since.isEmpty() ? Instant.EPOCH : LogAge.earliest(since, now))
        .atMost(limit);
  }

  private String pipelineName() {
    return pipeline.endsWith(".yaml") || pipeline.endsWith(".yml")
        ? new PipelineReader(System.getenv()).read(Path.of(pipeline)).name()
        : pipeline;
  }
}
