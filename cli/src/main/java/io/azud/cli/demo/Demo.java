// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.demo;

import io.azud.cli.text.TextTable;
import io.azud.engine.OpenPipeline;
import io.azud.engine.deadletter.DeadLetters;
import io.azud.engine.definition.EnvironmentReader;
import io.azud.engine.definition.PipelineReader;
import io.azud.engine.task.PlatformCheck;
import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.engine.task.TaskRunner;
import io.azud.engine.verify.PartitionCheck;
import io.azud.engine.verify.Verification;
import io.azud.engine.verify.VerifyReport;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The demo's story: publish, run the six tasks, show the books, the dead letters and the answers of
 * both stores.
 */
public final class Demo {
  private final Path example;
  private final Path environmentFile;
  private final PlatformCheck platform;
  private final PrintStream out;
  private final PrintStream progress;
  private final long records;

  /**
   * @param records how many of the flights are published at most
   */
  public Demo(
      Path example,
      Path environmentFile,
      PlatformCheck platform,
      PrintStream out,
      PrintStream progress,
      long records) {
    this.example = example;
    this.environmentFile = environmentFile;
    this.platform = platform;
    this.out = out;
    this.progress = progress;
    this.records = records;
  }

  /**
   * @throws AzudException when a task fails, the books do not balance, or the stores give different
   *     answers
   */
  public void run() {
    Pipeline pipeline = new PipelineReader(System.getenv()).read(example.resolve("pipeline.yaml"));
    Environment environment = new EnvironmentReader(System.getenv()).read(environmentFile);
    progress.println("Applying " + pipeline.name() + " …");
    try (OpenPipeline open = new OpenPipeline(pipeline, environment)) {
      open.apply();
      publish(pipeline, environment);
      double seconds = tasks(open);
      VerifyReport books = new Verification(open).run();
      showBooks(books);
      showDeadLetters(open);
      showAnswers(open);
      long read =
          books.sinks().get("lake").stream().mapToLong(check -> check.counts().read()).sum();
      out.printf(
          Locale.ROOT,
          "%n%,d records in %.1f s of transform and load: %,.0f records/s into both stores, each record once.%n",
          read,
          seconds,
          read / seconds);
      showWhatNext();
    }
  }

  private void publish(Pipeline pipeline, Environment environment) {
    String topic = ((SourceDefinition.KafkaTopic) pipeline.source()).topic();
    progress.print("Publishing the flights of 2013 to topic " + topic + " …");
    long sent =
        new FlightPublisher(environment.kafka().bootstrapServers())
            .publish(
                example.resolve("flights.csv.gz"),
                topic,
                records,
                count -> {
                  if (count % 50_000 == 0) {
                    progress.print(" " + count / 1_000 + "k");
                  }
                });
    progress.printf(Locale.ROOT, " %,d records.%n", sent);
  }

  /** Runs the six tasks in order; tells how long transform and load took. */
  private double tasks(OpenPipeline open) {
    TaskRunner runner = new TaskRunner(open, platform, Clock.systemUTC());
    List<TaskOutcome> outcomes = new ArrayList<>();
    for (TaskId task : TaskId.values()) {
      progress.println("Running " + task.id() + " …");
      TaskOutcome outcome = runner.run(task);
      if (outcome.status() == TaskOutcome.Status.FAILED) {
        throw new AzudException(
            ErrorCode.valueOf(outcome.code()), task.id() + ": " + outcome.message());
      }
      outcomes.add(outcome);
    }
    TextTable table = new TextTable("task", "outcome", "seconds", "");
    outcomes.forEach(
        outcome ->
            table.row(
                outcome.task(),
                outcome.status().name().toLowerCase(Locale.ROOT),
                String.format(Locale.ROOT, "%7.1f", outcome.seconds()),
                outcome.message()));
    out.println();
    out.print(table);
    return outcomes.stream()
        .filter(
            outcome ->
                outcome.task().equals(TaskId.TRANSFORMAR_DATOS_TASK.id())
                    || outcome.task().equals(TaskId.CARGAR_DATOS_TASK.id()))
        .mapToDouble(TaskOutcome::seconds)
        .sum();
  }

  private void showBooks(VerifyReport report) {
    TextTable table =
        new TextTable(
            "partition",
            "read",
            "= accepted",
            "+ rejected",
            "+ filtered",
            "rows in lake",
            "rows in postgres");
    List<PartitionCheck> lake = report.sinks().get("lake");
    List<PartitionCheck> postgres = report.sinks().get("postgres");
    for (int i = 0; i < lake.size(); i++) {
      PartitionCheck check = lake.get(i);
      table.row(
          check.partition(),
          check.counts().read(),
          check.counts().accepted(),
          check.counts().rejected(),
          check.counts().filtered(),
          check.rows(),
          postgres.get(i).rows());
    }
    out.println();
    out.println("The books, counted again in both stores");
    out.print(table);
    if (!report.balanced()) {
      throw new AzudException(
          ErrorCode.BOOKS_UNBALANCED,
          "the books do not balance; run the demo with --keep, then 'azud verify'");
    }
  }

  private void showDeadLetters(OpenPipeline open) {
    TextTable table = new TextTable("rejected by", "records");
    for (Map.Entry<String, Long> rule :
        new DeadLetters(open.ledgerDatabase(), open.pipeline().name()).countByRule().entrySet()) {
      table.row(rule.getKey(), rule.getValue());
    }
    out.println();
    out.println("Dead letters: kept with their original bytes and the reason");
    out.print(table);
  }

  private void showAnswers(OpenPipeline open) {
    Answers answers = new Answers(open);
    for (Question question : Question.ALL) {
      List<List<String>> lake = answers.fromLake(question);
      List<List<String>> postgres = answers.fromPostgres(question);
      out.println();
      out.println(question.title());
      out.print(SideBySide.of(question.columns(), lake, postgres));
      if (!lake.equals(postgres)) {
        throw new AzudException(
            ErrorCode.BOOKS_UNBALANCED,
            "the lake and PostgreSQL answer \"" + question.title() + "\" differently");
      }
    }
  }

  private void showWhatNext() {
    out.println();
    out.println("What next");
    out.println("  azud demo --keep                        leave it up and look around");
    out.println("  azud deadletters list examples/flights/pipeline.yaml");
    out.println("  azud verify examples/flights/pipeline.yaml");
    out.println("  azud init my-pipeline.yaml              a pipeline of your own");
    out.println("  docs/tutorial.md                        the same by hand, step by step");
  }
}
