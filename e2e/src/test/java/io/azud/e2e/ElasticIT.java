// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.azud.testkit.FaultProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log of real commands, brought to a real store by a real shipper: the story of a batch is
 * found there and in the files, and nothing of a record or a secret is in either.
 */
@ExtendWith(OnePlatform.class)
class ElasticIT {
  private static final Path DEPLOY = Path.of("..", "deploy", "elastic");
  private static final String STREAM = "logs-azud-default";
  private static final String RECORD = "canary-of-a-record";
  private static final String PASSWORD = "canary-of-a-password";
  private static final String LAST =
      "{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"log.level\":\"INFO\",\"message\":\"last\"}";
  private static final String RUN = "scheduled__2026-01-01T00:00:00+00:00";

  @TempDir private static Path directory;

  private static ElasticServer elastic;
  private static Rsyslog shipper;
  private static LogOfFiles log;
  private static TestPipeline pipeline;
  private static Path environment;

  @BeforeAll
  static void work() throws Exception {
    elastic = ElasticServer.start();
    log = new LogOfFiles(directory.resolve("log"));
    environment = environment(Environments.platform());
    try (FaultProxy postgres = new FaultProxy(Environments.postgresPort())) {
      Path failing = environment(Environments.postgresSinkThrough(postgres.port()));
      pipeline = TestPipeline.declare("logged").in(environment);
      elastic.awaitReady();
      install();
      Files.createDirectories(log.directory());
      shipper = Rsyslog.start(directory, log.directory(), elastic.url(), PASSWORD);
      try (Feeder feeder = pipeline.feeder()) {
        runWhilePostgresFails(pipeline.in(failing), feeder, postgres);
        send(feeder);
        task("transformar_datos_task");
        task("cargar_datos_task");
      }
    }
    beRefused();
    awaitShipped();
  }

  @AfterAll
  static void stop() throws Exception {
    try (ElasticServer first = elastic;
        Rsyslog second = shipper) {
      assertThat(first).isNotNull();
    }
  }

  private static Path environment(Path of) throws IOException {
    String text = Files.readString(of);
    return OnePlatform.newFile(
        "logged",
        ".yaml",
        text.substring(0, text.indexOf("logs:\n"))
            + """
            logs:
              directory: %s
              elasticsearch: {url: "%s"}
            """
                .formatted(log.directory(), elastic.url()));
  }

  /** As the page says. */
  private static void install() throws IOException, InterruptedException {
    String page = Files.readString(DEPLOY.resolve("README.md"));
    int begin = page.indexOf("```sh\n", page.indexOf("## Set up")) + "```sh\n".length();
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-ec", page.substring(begin, page.indexOf("```", begin)))
            .directory(DEPLOY.toFile())
            .redirectErrorStream(true);
    shell.environment().put("ELASTIC_URL", elastic.url());
    Process installing = shell.start();
    String said = new String(installing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(installing.waitFor()).as(said).isZero();
  }

  private static void send(Feeder feeder) {
    feeder.sendGood(
        List.of(
            "{\"id\":\"1\",\"n\":1,\"at\":\"2026-01-01T00:00:00Z\",\"text\":\"" + RECORD + "\"}"));
    feeder.sendBad(
        List.of(
            RECORD,
            "{\"id\":\"" + RECORD + "\",\"n\":\"" + RECORD + "\"}",
            "{\"" + RECORD + "\":1}"));
    feeder.send(500);
  }

  private static void runWhilePostgresFails(
      TestPipeline failing, Feeder feeder, FaultProxy postgres) {
    try (AzudProcess run = failing.start("run")) {
      send(feeder);
      failing.awaitEverything(feeder, run);
      postgres.cut();
      send(feeder);
      failing.awaitInLake(feeder, run);
      run.awaitWords("sink postgres is left alone for a while");
      run.terminate();
      assertThat(run.await().status()).as(run.err()).isZero();
      assertThat(run.err()).doesNotContain("batch-planned", "\tat ");
    }
    postgres.mend();
    pipeline.succeed("run", "--until-end");
  }

  private static void task(String task) {
    try (AzudProcess azud =
        pipeline.start(Map.of("AZUD_LOG", "ecs", "AZUD_RUN_ID", RUN), "task", task)) {
      AzudProcess.Result result = azud.await();
      assertThat(result.status()).as(result.err()).isZero();
      assertThat(result.err().lines()).isNotEmpty().allMatch(line -> line.startsWith("{\"@time"));
    }
  }

  /** PostgreSQL does not accept this password. */
  private static void beRefused() throws IOException {
    Path wrong =
        OnePlatform.newFile(
            "wrong",
            ".yaml",
            Files.readString(environment).replaceAll("(?m)^( +password: ).*", "$1\\${env:WRONG}"));
    try (AzudProcess azud =
        pipeline.in(wrong).start(Map.of("WRONG", PASSWORD), "task", "inicializar_task")) {
      assertThat(azud.await().status()).isEqualTo(4);
    }
  }

  private static void awaitShipped() {
    long lines = log.lines().size();
    Await.until(
        lines + " lines in the store",
        () -> elastic.count(STREAM) >= lines,
        () -> "see " + directory);
    assertThat(lines).isGreaterThan(20);
  }

  private static List<String> story(String batch, String from) {
    JsonNode found = pipeline.logs("--batch", batch, "-p", "logged", "--from", from, "-o", "json");
    return StreamSupport.stream(found.path("lines").spliterator(), false)
        .map(
            line ->
                line.path("@timestamp").asText()
                    + " "
                    + line.path("event.action").asText()
                    + " "
                    + line.path("message").asText())
        .toList();
  }

  private static List<String> events(List<String> story) {
    return story.stream().map(line -> line.split(" ", 3)[1]).toList();
  }

  @Test
  void tellABatchFromPlanningToCommitInTheStoreAndInTheFiles() {
    List<String> batches = log.batches("batch-planned");
    String byTasks = batches.get(batches.size() - 1);
    List<String> story = story(byTasks, "store");
    assertThat(story).isEqualTo(story(byTasks, "files")).isSorted();
    assertThat(events(story))
        .startsWith("batch-planned", "slice-worked", "slice-worked")
        .contains("sink-committed")
        .doesNotContain("sink-failed");
    assertThat(String.join("\n", story)).contains(" read, ").contains(" rejected, ");
  }

  @Test
  void tellWhatFailedAndWithWhichCode() throws Exception {
    String failed = log.batches("sink-failed").get(0);
    assertThat(events(story(failed, "store")))
        .startsWith("batch-planned")
        .contains("slice-worked", "sink-failed")
        .endsWith("batch-ended");
    JsonNode hits =
        elastic.post(
            "/" + STREAM + "/_search",
            """
            {"query": {"bool": {"filter": [
              {"term": {"error.code": "POSTGRES_UNREACHABLE"}}, {"term": {"labels.batch": "%s"}}]}}}
            """
                .formatted(failed));
    assertThat(hits.path("hits").path("hits").path(0).path("_source").path("message").asText())
        .startsWith("postgres POSTGRES_UNREACHABLE: ");
    assertThat(pipeline.logs("--level", "warn", "-o", "json").toString())
        .contains("POSTGRES_REFUSED")
        .doesNotContain("batch-planned");
  }

  @Test
  void areFoundByWhatTheOrchestratorCallsTheRun() {
    assertThat(
            pipeline.logs("--run", RUN, "-o", "json").path("lines").findValuesAsText("labels.task"))
        .contains("transformar_datos_task", "cargar_datos_task")
        .doesNotContain("inicializar_task");
  }

  @Test
  void areATableForPeople() {
    AzudProcess.Result table = pipeline.azudLogs("-p", "logged", "--task", "cargar_datos_task");
    assertThat(table.status()).as(table.err()).isZero();
    assertThat(table.out().lines().findFirst().orElseThrow())
        .matches("time +level +event +batch +about +message");
    assertThat(table.out()).contains("  sink-committed  ", "  task-ended  ");
    AzudProcess.Result nothing = pipeline.azudLogs("-p", "logged", "--batch", "unheard-of");
    assertThat(nothing.status()).isZero();
    assertThat(nothing.err()).contains("No such line in " + STREAM).contains("--batch");
  }

  @Test
  void holdNothingOfARecordAndNoSecret() throws Exception {
    String stored = elastic.get("/" + STREAM + "/_search?size=10000").toString();
    String secrets = OnePlatform.platform().environmentFile().resolveSibling("secrets").toString();
    assertThat(stored).contains("rejected").doesNotContain(RECORD, PASSWORD);
    assertThat(String.join("\n", log.lines())).doesNotContain(RECORD, PASSWORD);
    for (String name : List.of("postgres", "s3")) {
      assertThat(stored).doesNotContain(Files.readString(Path.of(secrets, name)).strip());
    }
  }

  @Test
  void areStoredByTheTemplateThatIsDelivered() throws Exception {
    JsonNode fields =
        elastic.get("/" + STREAM + "/_mapping/field/labels.batch,error.code,event.sequence");
    JsonNode index = fields.elements().next().path("mappings");
    assertThat(fields.fieldNames().next()).startsWith(".ds-" + STREAM);
    assertThat(index.findValuesAsText("type"))
        .containsExactlyInAnyOrder("keyword", "keyword", "long");
  }

  @Test
  void areKeptOnceWhenTheyAreShippedTwice() throws Exception {
    awaitShipped();
    Path forgetful = Files.createDirectories(directory.resolve("forgetful"));
    Path copy = Files.createDirectories(forgetful.resolve("log"));
    Files.write(
        copy.resolve("azud-000001.json"),
        Stream.concat(log.lines().stream(), Stream.of(LAST)).toList());
    long before = elastic.count(STREAM);
    try (Rsyslog again = Rsyslog.start(forgetful, copy, elastic.url(), PASSWORD)) {
      Await.until("the last line is there", () -> elastic.count(STREAM) > before, again::toString);
    }
    assertThat(elastic.count(STREAM)).isEqualTo(before + 1);
  }

  @Test
  void areNotMissedByThePipelineWhenTheStoreIsDown() throws Exception {
    Path away =
        OnePlatform.newFile(
            "away",
            ".yaml",
            Files.readString(environment).replace(elastic.url(), "http://127.0.0.1:1"));
    TestPipeline without = pipeline.in(away);
    without.succeed("run", "--until-end");
    AzudProcess.Result down = without.azudLogs("-p", "logged");
    assertThat(down.status()).isEqualTo(4);
    assertThat(down.err())
        .startsWith("error[LOGS_UNREACHABLE]: ")
        .contains("--from files")
        .doesNotContain("\tat ")
        .hasLineCount(1);
    assertThat(without.azudLogs("-p", "logged", "--from", "files").out()).contains("run-ended");
  }

  @Test
  void areMissedOnceWhenTheirDirectoryCannotBeWritten() throws Exception {
    Path file = OnePlatform.newFile("in-its-place", "", "");
    Path blocked =
        OnePlatform.newFile(
            "blocked",
            ".yaml",
            Files.readString(environment).replace(log.directory().toString(), file.toString()));
    AzudProcess.Result result = pipeline.in(blocked).succeed("task", "conexion_kafka_task");
    assertThat(result.err()).containsOnlyOnce("the log cannot be kept in " + file);
  }
}
