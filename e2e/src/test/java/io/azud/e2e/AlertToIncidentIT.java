// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Each failure point for real, from the fault to the end: Prometheus sees it, Alertmanager tells
 * the server, the incident is right, the remedy helps or those on call are told, and when the fault
 * is gone the alert and the incident end.
 */
class AlertToIncidentIT {
  private static final String CANARY = "canary-4be1";
  private static final List<String> PIPELINES =
      List.of("created", "topicless", "silent", "sparkless", "rejected", "loaded");

  private static WatchedSite site;

  /** Below the build's own directory, where the logs can be read afterwards. */
  @BeforeAll
  static void start() throws IOException {
    Path directory = Path.of("target", "site").toAbsolutePath();
    if (Files.exists(directory)) {
      try (Stream<Path> earlier = Files.walk(directory)) {
        for (Path each : earlier.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    site = new WatchedSite(Files.createDirectories(directory), PIPELINES);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void resourcesThatAreMissingAreMade() throws Exception {
    site.execute("DROP TABLE " + aPartition("created"));
    site.monitoring().awaitFiring("AzudPartitionMissing", "created");
    JsonNode incident = awaitEnd("created", "PARTITION_MISSING");
    assertThat(incident.get("task").asText()).isEqualTo("inicializar_task");
    requireEvents(incident, "opened", "diagnosed", "remedy_started", "remedy_helped", "resolved");
    assertThat(incident.get("resolvedBy").asText()).isEqualTo("azud");
    site.monitoring().awaitQuiet("created");
    requireOnce("created", "PARTITION_MISSING");
  }

  @Test
  void aTopicThatIsGoneIsMade() throws Exception {
    try (Topic topic = site.topic("topicless")) {
      topic.delete();
    }
    site.monitoring().awaitFiring("AzudSourceDown", "topicless");
    JsonNode incident = awaitEnd("topicless", "TOPIC_MISSING");
    assertThat(incident.get("task").asText()).isEqualTo("conexion_kafka_task");
    assertThat(culprit(incident)).isEqualTo("source-as-declared");
    requireEvents(incident, "opened", "diagnosed", "remedy_started", "remedy_helped", "resolved");
    site.monitoring().awaitQuiet("topicless");
    requireOnce("topicless", "TOPIC_MISSING");
  }

  /** It lives and takes connections: what runs there cannot be started again in its place. */
  @Test
  void aKafkaThatHangsIsEscalated() {
    ProcessHandle kafka = site.server("kafka");
    Signal.STOP.to(kafka);
    try {
      site.monitoring().awaitFiring("AzudPlatformDown", "silent");
      JsonNode incident = awaitEscalated("silent", "PLATFORM_UNHEALTHY");
      assertThat(culprit(incident)).isEqualTo("runtime-alive");
      assertThat(incident.toString()).contains("kafka", "hangs: process " + kafka.pid());
      requireEvents(incident, "opened", "diagnosed", "remedy_started", "remedy_failed");
    } finally {
      Signal.CONT.to(kafka);
    }
    awaitEnd("silent", "PLATFORM_UNHEALTHY");
    site.monitoring().awaitQuiet("silent");
  }

  @Test
  void aSparkThatCannotBeIsEscalated() throws Exception {
    String right = "master: \"local[*]\"";
    String wrong = right + "\n  conf: {spark.executor.memory: lots}";
    site.edit(site.environmentFile(), right, wrong);
    try {
      requireFailure(site.task("conexion_spark_task", "sparkless"), 4, "SPARK_UNREACHABLE");
      site.monitoring().awaitFiring("AzudTaskFailing", "sparkless");
      JsonNode incident = awaitEscalated("sparkless", "SPARK_UNREACHABLE");
      assertThat(culprit(incident)).isEqualTo("spark-options");
      requireBundle(incident);
    } finally {
      site.edit(site.environmentFile(), wrong, right);
    }
    requireDone(site.task("conexion_spark_task", "sparkless"));
    awaitEnd("sparkless", "SPARK_UNREACHABLE");
    site.monitoring().awaitQuiet("sparkless");
    requireOnce("sparkless", "SPARK_UNREACHABLE");
  }

  @Test
  void inputThatIsInvalidIsEscalatedWithoutShowingIt() throws Exception {
    try (Feeder feeder = site.feeder("rejected")) {
      feeder.sendGood(Collections.nCopies(300, "not json " + CANARY));
    }
    requireFailure(site.task("transformar_datos_task", "rejected"), 5, "DEAD_LETTERS_OVER_LIMIT");
    site.monitoring().awaitFiring("AzudTaskFailing", "rejected");
    JsonNode incident = awaitEscalated("rejected", "DEAD_LETTERS_OVER_LIMIT");
    assertThat(culprit(incident)).isEqualTo("dead-letter-share");
    assertThat(kinds(incident)).contains("remedy_withheld").doesNotContain("remedy_started");
    requireBundle(incident);
    site.edit(site.file("rejected"), "maxRatio: 0.5", "maxRatio: 1");
    requireDone(site.task("transformar_datos_task", "rejected"));
    awaitEnd("rejected", "DEAD_LETTERS_OVER_LIMIT");
    site.monitoring().awaitQuiet("rejected");
    requireOnce("rejected", "DEAD_LETTERS_OVER_LIMIT");
  }

  @Test
  void aDestinationThatIsAwayIsWaitedForAndItsBatchLoaded() throws Exception {
    try (Feeder feeder = site.feeder("loaded")) {
      feeder.sendGood(List.of(Topic.record("a"), Topic.record("b")));
    }
    requireDone(site.task("transformar_datos_task", "loaded"));
    site.postgres().cut();
    try {
      requireFailure(site.task("cargar_datos_task", "loaded"), 4, "POSTGRES_UNREACHABLE");
      site.monitoring().awaitFiring("AzudTaskFailing", "loaded");
      site.monitoring().awaitFiring("AzudPostgresDown", "loaded");
      JsonNode incident = awaitEscalated("loaded", "POSTGRES_UNREACHABLE");
      assertThat(incident.get("task").asText()).isEqualTo("cargar_datos_task");
      assertThat(culprit(incident)).isEqualTo("postgres-answers");
      requireEvents(incident, "opened", "diagnosed", "remedy_started", "remedy_failed");
      requireBundle(incident);
    } finally {
      site.postgres().mend();
    }
    requireDone(site.task("cargar_datos_task", "loaded"));
    awaitEnd("loaded", "POSTGRES_UNREACHABLE");
    site.monitoring().awaitQuiet("loaded");
    requireOnce("loaded", "POSTGRES_UNREACHABLE");
  }

  @Test
  void aPlatformThatHasDiedIsStartedAgain() {
    site.monitoring().awaitQuiet("created");
    PIPELINES.forEach(AlertToIncidentIT::awaitIdle);
    int before = site.incidents("created").size();
    int seen = seen("created", "PLATFORM_UNHEALTHY");
    site.server("s3").destroyForcibly();
    site.monitoring().awaitFiring("AzudPlatformDown", "created");
    Await.until(
        "the ledger is back and knows of it",
        () -> seen("created", "PLATFORM_UNHEALTHY") > seen,
        site::log);
    JsonNode incident = awaitEnd("created", "PLATFORM_UNHEALTHY");
    assertThat(incident.get("task").asText()).isEqualTo("kubernetes_task");
    assertThat(culprit(incident)).isEqualTo("runtime-alive");
    requireEvents(incident, "opened", "diagnosed", "remedy_started", "remedy_helped", "resolved");
    site.monitoring().awaitQuiet("created");
    requireDone(site.task("kubernetes_task", "created"));
    assertThat(site.incidents("created"))
        .as("nothing else for the same reason")
        .hasSizeLessThanOrEqualTo(before + 1);
  }

  private static String aPartition(String table) {
    YearMonth next = YearMonth.now(ZoneOffset.UTC).plusMonths(1);
    return "public." + table + "_p" + next.toString().replace("-", "");
  }

  private static void requireDone(AzudProcess.Result result) {
    assertThat(result.status()).as(result.out() + result.err()).isZero();
  }

  private static void requireFailure(AzudProcess.Result result, int status, String code) {
    String all = result.out() + result.err();
    assertThat(TestPipeline.parse(result.out()).get("code").asText()).as(all).isEqualTo(code);
    assertThat(result.status()).as(all).isEqualTo(status);
  }

  private static JsonNode awaitEnd(String pipeline, String code) {
    return awaitState(pipeline, code, "resolved");
  }

  private static JsonNode awaitEscalated(String pipeline, String code) {
    JsonNode incident = awaitState(pipeline, code, "escalated");
    List<String> told = site.onCall().told(pipeline, code);
    assertThat(told).as("told once").hasSize(1);
    assertThat(told.get(0)).doesNotContain(CANARY);
    assertThat(site.secrets()).noneMatch(told.get(0)::contains);
    return incident;
  }

  private static JsonNode awaitState(String pipeline, String code, String state) {
    Await.until(
        code + " of " + pipeline + " is " + state,
        () -> incident(pipeline, code).get("state").asText().equals(state),
        () -> site.incidents(pipeline) + "\n" + site.log());
    return incident(pipeline, code);
  }

  private static JsonNode incident(String pipeline, String code) {
    return site.incidents(pipeline).stream()
        .filter(each -> each.get("code").asText().equals(code))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no incident " + code));
  }

  /** Nobody is about to apply a remedy any more. */
  private static void awaitIdle(String pipeline) {
    Await.until(
        "no remedy is at work for " + pipeline,
        () -> {
          List<String> all =
              site.incidents(pipeline).stream().flatMap(each -> kinds(each).stream()).toList();
          return Collections.frequency(all, "remedy_started")
              == Collections.frequency(all, "remedy_helped")
                  + Collections.frequency(all, "remedy_failed");
        },
        site::log);
  }

  /** How often it was reported so far. */
  private static int seen(String pipeline, String code) {
    return site.incidents(pipeline).stream()
        .filter(each -> each.get("code").asText().equals(code))
        .mapToInt(each -> each.get("seen").asInt())
        .sum();
  }

  /** However often it was told, and by whatever alerts. */
  private static void requireOnce(String pipeline, String code) {
    assertThat(site.incidents(pipeline))
        .filteredOn(each -> each.get("code").asText().equals(code))
        .singleElement()
        .satisfies(each -> assertThat(each.get("reopened").asInt()).as(each.toString()).isZero());
  }

  private static List<String> kinds(JsonNode incident) {
    return incident.get("timeline").findValuesAsText("kind");
  }

  private static void requireEvents(JsonNode incident, String... kinds) {
    assertThat(kinds(incident)).as(incident.toString()).containsSubsequence(kinds);
  }

  private static String culprit(JsonNode incident) {
    for (JsonNode event : incident.get("timeline")) {
      if (event.get("kind").asText().equals("diagnosed")) {
        return event.at("/data/culprit").asText();
      }
    }
    throw new AssertionError("not diagnosed: " + incident);
  }

  /** Everything that was gathered, and nothing that must not leave the house. */
  private static void requireBundle(JsonNode incident) throws IOException {
    Path bundle = site.bundle("incident-" + incident.get("id").asLong() + "-0.zip");
    StringBuilder everything = new StringBuilder();
    StringBuilder names = new StringBuilder();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(bundle))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.append(entry.getName()).append('\n');
        everything.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(names.toString().lines())
        .contains("incident.md", "incident.json", "pipeline.yaml", "environment.yaml");
    assertThat(everything.toString()).contains(culprit(incident)).doesNotContain(CANARY);
    assertThat(site.secrets()).noneMatch(everything.toString()::contains);
  }
}
