// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.local.PlatformHealth;
import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import io.azud.server.incident.remedy.Outcome;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each failure point for real: the fault is made, the task fails, the incident is opened, the
 * diagnosis names what is broken, and the remedy helps or those who must know are told.
 */
class ProcedureIT {
  private static final String CANARY = "canary-51c7e0";
  private static int number;

  @TempDir private Path directory;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final List<String> posted = new ArrayList<>();
  private final TestPlatform platform = TestPlatform.shared();
  private String topic;
  private GreenMail mail;
  private HttpServer web;

  @BeforeEach
  void open() throws IOException {
    platform.emptyLedger();
    topic = "flow.t" + ++number;
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    mail.start();
    web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    web.createContext(
        "/hook",
        exchange -> {
          posted.add(
              exchange.getRequestHeaders().getFirst("Idempotency-Key")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    web.start();
    Files.writeString(
        directory.resolve("hook"), "http://127.0.0.1:" + web.getAddress().getPort() + "/hook");
    Files.writeString(directory.resolve("wrong"), CANARY);
  }

  @AfterEach
  void close() throws Exception {
    mail.stop();
    web.stop(0);
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  private String pipeline() {
    return """
        apiVersion: azud/v1
        name: flow
        source:
          kafka: {topic: %s, format: json, partitions: 1}
        schema:
          - {name: id, type: string, required: true}
          - {name: n, type: int}
        sinks:
          lake: {table: %s}
          postgres: {table: %s}
        deadLetters: {maxRatio: 0.2}
        """
        .formatted(topic, topic.replace('.', '_'), topic.replace('.', '_'));
  }

  private static String withoutPolicy(Path environment) throws IOException {
    return Files.readString(environment).replaceFirst("(?s)incidents:.*", "");
  }

  /** The platform's environment with a policy, and with a pipeline name that nothing else uses. */
  private String environment() throws IOException {
    return withoutPolicy(platform.environmentFile()).replace("local[*]", "local[2]")
        + """
        incidents:
          automatic: [wait_and_retry, create_declared, finish_commit, prepare_again, restart_runtime]
          tries: 2
          pause: 10ms
          mail: {host: 127.0.0.1, port: %d, security: none, from: azud@example.org, to: [oncall@example.org]}
          webhook: {url: "${file:%s}"}
        """
            .formatted(mail.getSmtp().getPort(), directory.resolve("hook"));
  }

  private Level1 level1(String environment) {
    String own = topic.replace('.', '_');
    Level1 level1 =
        Level1.of(directory, pipeline().replace("name: flow", "name: " + own), environment);
    return level1.naming(own);
  }

  private Gate gateTo(String address) {
    Gate gate = new Gate(URI.create(address).getPort());
    opened.add(gate);
    return gate;
  }

  private void produce(int count, String value) throws Exception {
    Environment.Kafka kafka = platform.environment().kafka();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sent.add(producer.send(new ProducerRecord<>(topic, 0, null, value.formatted(i))));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  private void assertEscalated(Level1 level1, Level1.Ending ending) throws Exception {
    assertThat(ending.incident().state()).isEqualTo(IncidentState.ESCALATED);
    assertThat(mail.getReceivedMessages()).hasSize(1);
    assertThat(posted).hasSize(1);
    String id = "incident-" + ending.incident().id() + "-0";
    assertThat(posted.get(0)).startsWith(id + " ").contains(ending.incident().code());
    assertThat(mail.getReceivedMessages()[0].getMessageID()).contains(id);
    Path bundle = level1.bundles().resolve(id + ".zip");
    assertThat(unzipped(bundle)).containsKeys("incident.md", "incident.json", "pipeline.yaml");
    String everything =
        posted
            + GreenMailUtil.getWholeMessage(mail.getReceivedMessages()[0])
            + unzipped(bundle)
            + ending.timeline();
    String password = platform.environment().postgres().password().reveal();
    assertThat(everything).doesNotContain(CANARY).doesNotContain(password);
  }

  private static Map<String, String> unzipped(Path bundle) throws IOException {
    Map<String, String> texts = new java.util.TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(bundle))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        texts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  private static void assertResolved(Level1.Ending ending) {
    assertThat(ending.outcome()).isInstanceOf(Outcome.Helped.class);
    assertThat(ending.incident().isResolved()).isTrue();
    assertThat(ending.incident().resolvedBy()).isEqualTo("azud");
  }

  @Test
  void initialisingWithAWrongPasswordIsEscalated() throws Exception {
    String own = platform.environmentFile().getParent().resolve("secrets/postgres").toString();
    String right = environment();
    String ledger =
        right
            .replaceAll("(?s).*(postgres:\\n.*?)store:.*", "$1")
            .replace("postgres:\n", "ledger:\n");
    int catalog = right.indexOf("catalog:");
    String wrong =
        right.substring(0, catalog).replace(own, directory.resolve("wrong").toString())
            + ledger
            + right.substring(catalog);
    Level1 level1 = level1(wrong);
    Level1.Ending ending = level1.failAndHandle(TaskId.INICIALIZAR_TASK);
    assertThat(ending.incident().code()).isEqualTo("POSTGRES_REFUSED");
    assertThat(ending.culprit()).isEqualTo("postgres-answers");
    assertThat(ending.outcome()).isInstanceOf(Outcome.Withheld.class);
    assertEscalated(level1, ending);
  }

  @Test
  void aMissingBucketIsEscalated() throws Exception {
    Level1 level1 = level1(environment().replace("s3://azud/", "s3://nosuchbucket/"));
    Level1.Ending ending = level1.failAndHandle(TaskId.INICIALIZAR_TASK);
    assertThat(ending.incident().code()).isEqualTo("BUCKET_MISSING");
    assertThat(ending.culprit()).isEqualTo("lake-table");
    assertEscalated(level1, ending);
  }

  @Test
  void kafkaThatComesBackIsWaitedFor() throws Exception {
    String servers = platform.environment().kafka().bootstrapServers();
    Gate kafka = gateTo("kafka://" + servers);
    Level1 level1 = level1(environment().replace(servers, "127.0.0.1:" + kafka.port()));
    kafka.shut();
    level1.whileWaiting(kafka::open);
    Level1.Ending ending = level1.failAndHandle(TaskId.CONEXION_KAFKA_TASK);
    assertThat(ending.incident().code()).isEqualTo("KAFKA_UNREACHABLE");
    assertThat(ending.culprit()).isEqualTo("kafka-address");
    assertResolved(ending);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void kafkaThatStaysAwayIsEscalatedAfterTheTries() throws Exception {
    String servers = platform.environment().kafka().bootstrapServers();
    Level1 level1 = level1(environment().replace(servers, "127.0.0.1:1"));
    Level1.Ending ending = level1.failAndHandle(TaskId.CONEXION_KAFKA_TASK);
    assertThat(ending.outcome()).isInstanceOf(Outcome.NotHelped.class);
    assertThat(ending.incident().remedyTries()).isEqualTo(2);
    assertEscalated(level1, ending);
  }

  @Test
  void aMissingTopicThatIsNotDeclaredIsEscalated() throws Exception {
    Level1 level1 =
        Level1.of(
                directory,
                pipeline().replace("name: flow", "name: nowhere").replace(", partitions: 1", ""),
                environment())
            .naming("nowhere");
    Level1.Ending ending = level1.failAndHandle(TaskId.CONEXION_KAFKA_TASK);
    assertThat(ending.incident().code()).isEqualTo("TOPIC_MISSING");
    assertThat(ending.culprit()).isEqualTo("source-as-declared");
    assertEscalated(level1, ending);
  }

  @Test
  void aMissingTopicThatIsDeclaredIsMade() throws Exception {
    Level1 level1 = level1(environment());
    IncidentReport alert =
        new IncidentReport(
            topic.replace('.', '_'),
            "conexion_kafka_task",
            "TOPIC_MISSING",
            Severity.CRITICAL,
            Origin.ALERTMANAGER,
            "the topic is gone",
            Map.of(),
            "alertmanager/x/" + topic);
    Level1.Ending ending = level1.handle(alert);
    assertThat(ending.culprit()).isEqualTo("source-as-declared");
    assertResolved(ending);
    assertThat(level1.run(TaskId.CONEXION_KAFKA_TASK).code()).isEqualTo(TaskOutcome.OK);
  }

  @Test
  void sparkWithImpossibleOptionsIsEscalated() throws Exception {
    Level1 level1 =
        level1(
            environment()
                .replace(
                    "  master: \"local[2]\"",
                    "  master: \"local[2]\"\n  conf: {spark.executor.memory: lots}"));
    Level1.Ending ending = level1.failAndHandle(TaskId.CONEXION_SPARK_TASK);
    assertThat(ending.incident().code()).isEqualTo("SPARK_UNREACHABLE");
    assertThat(ending.culprit()).isEqualTo("spark-options");
    assertEscalated(level1, ending);
  }

  @Test
  void tooManyBadRecordsAreEscalatedAndNotTriedAgain() throws Exception {
    Level1 level1 = level1(environment());
    level1.run(TaskId.INICIALIZAR_TASK);
    produce(300, "{\"id\": %d, \"secret\": \"" + CANARY + "\"}");
    Level1.Ending ending = level1.failAndHandle(TaskId.TRANSFORMAR_DATOS_TASK);
    assertThat(ending.incident().code()).isEqualTo("DEAD_LETTERS_OVER_LIMIT");
    assertThat(ending.incident().remedyTries()).isZero();
    assertThat(ending.culprit()).isEqualTo("dead-letter-share");
    assertEscalated(level1, ending);
  }

  @Test
  void postgresThatComesBackIsLoadedAsIfNothingHadBeen() throws Exception {
    Environment own = platform.environment();
    Gate postgres = gateTo(own.postgres().url().substring("jdbc:".length()));
    String right = environment();
    int sink = right.indexOf("postgres:\n");
    int store = right.indexOf("store:");
    String section = right.substring(sink, store);
    String gated =
        section.replaceAll("(127\\.0\\.0\\.1|localhost):\\d+", "127.0.0.1:" + postgres.port());
    Level1 level1 =
        level1(
            right.substring(0, sink)
                + gated
                + section.replace("postgres:\n", "ledger:\n")
                + right.substring(store));
    level1.run(TaskId.INICIALIZAR_TASK);
    produce(50, "{\"id\": \"r%1$d\", \"n\": %1$d}");
    assertThat(level1.run(TaskId.TRANSFORMAR_DATOS_TASK).code()).isEqualTo(TaskOutcome.OK);
    postgres.shut();
    level1.whileWaiting(postgres::open);
    Level1.Ending ending = level1.failAndHandle(TaskId.CARGAR_DATOS_TASK);
    assertThat(ending.incident().code()).isEqualTo("POSTGRES_UNREACHABLE");
    assertThat(ending.culprit()).isEqualTo("postgres-answers");
    assertResolved(ending);
    assertThat(level1.run(TaskId.CARGAR_DATOS_TASK).code()).isEqualTo("NOTHING_TO_DO");
  }

  @Test
  void anObjectStoreThatComesBackIsWaitedFor() throws Exception {
    String endpoint = platform.environment().store().endpoint();
    Gate store = gateTo(endpoint);
    Level1 level1 = level1(environment().replace(endpoint, "http://127.0.0.1:" + store.port()));
    level1.run(TaskId.INICIALIZAR_TASK);
    produce(50, "{\"id\": \"r%1$d\", \"n\": %1$d}");
    assertThat(level1.run(TaskId.TRANSFORMAR_DATOS_TASK).code()).isEqualTo(TaskOutcome.OK);
    store.shut();
    level1.whileWaiting(store::open);
    Level1.Ending ending = level1.failAndHandle(TaskId.CARGAR_DATOS_TASK);
    assertThat(ending.incident().code()).isEqualTo("STORE_UNREACHABLE");
    assertThat(ending.culprit()).isEqualTo("store-address");
    assertResolved(ending);
  }

  @Test
  void aPlatformThatDiedWithTheLedgerIsStartedAgain() throws Exception {
    PlatformOptions options = PlatformOptions.in(directory.resolve("platform"));
    List<PlatformProcess> processes = new ArrayList<>();
    processes.add(PlatformProcess.launch(options));
    opened.add(() -> processes.get(processes.size() - 1).close());
    String own =
        withoutPolicy(processes.get(0).environmentFile())
            + "incidents: {automatic: [restart_runtime], tries: 2, pause: 10ms}\n";
    Level1 level1 =
        Level1.of(directory, pipeline(), own)
            .checking(ProcedureIT::requirePlatform)
            .restartingWith(where -> processes.add(PlatformProcess.launch(options)));
    level1.run(TaskId.INICIALIZAR_TASK);
    processes.get(0).close();

    Level1.Ending ending = level1.failAndHandle(TaskId.KUBERNETES_TASK);
    assertThat(ending.filing()).as("the ledger is down, too").isInstanceOf(Filing.Waiting.class);
    assertThat(ending.incident().code()).isEqualTo("PLATFORM_UNHEALTHY");
    assertThat(ending.outcome()).isInstanceOf(Outcome.Helped.class);
    assertThat(level1.run(TaskId.KUBERNETES_TASK).code()).isEqualTo(TaskOutcome.OK);
    assertThat(level1.spool().size()).isZero();
  }

  private static Map<String, Object> requirePlatform(Environment environment) {
    PlatformHealth health = PlatformHealth.of(Path.of(environment.platform()));
    if (!health.isHealthy()) {
      throw new AzudException(ErrorCode.PLATFORM_UNHEALTHY, "the platform is down: " + health);
    }
    return Map.of("platform", "alive");
  }

  @Test
  void whoWasToldIsNotToldAgain() throws Exception {
    Level1 level1 = level1(environment().replace("s3://azud/", "s3://nosuchbucket/"));
    TaskOutcome failed = level1.run(TaskId.INICIALIZAR_TASK);
    level1.handle(Level1.report(failed));
    Level1.Ending again = level1.handle(Level1.report(failed));
    assertThat(again.filing()).isInstanceOf(Filing.Folded.class);
    assertThat(mail.getReceivedMessages()).hasSize(1);
    assertThat(posted).hasSize(1);
  }
}
