// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.azud.engine.OpenPipeline;
import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskRunner;
import io.azud.environment.Environment;
import io.azud.render.grafana.Board;
import io.azud.render.grafana.Boards;
import io.azud.render.grafana.Panel;
import io.azud.render.grafana.Query;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every panel of every dashboard shows something: the pipeline runs under load, a real Prometheus
 * scrapes it and the exporters with the configuration that is shipped, and every query gives data.
 */
class PanelQueriesIT {
  private static final ProbePace PACE =
      new ProbePace(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(15));
  private static final Path EXPORTERS = Path.of("..", "deploy", "prometheus", "exporters");

  /** No StatsD exporter can be had here: {@code QuerySyntaxTest} reads its queries. */
  private static final Set<String> WITHOUT_EXPORTER = Set.of("azud-airflow");

  @TempDir static Path directory;

  @Test
  void giveData() throws Exception {
    int sparkPort = Ports.free();
    int kafkaPort = Ports.free();
    int postgresPort = Ports.free();
    PrometheusRegistry registry = new PrometheusRegistry();
    try (LivePlatform platform = new LivePlatform(directory.resolve("platform"));
        OpenPipeline orders =
            new OpenPipeline(LivePlatform.orders(), withPage(platform.environment(), sparkPort));
        PipelineMetrics metrics =
            new PipelineMetrics(
                List.of(LivePlatform.orders()),
                platform.environment(),
                where -> Map.of(),
                PACE,
                Clock.systemUTC())) {
      metrics.register(registry);
      orders.apply();
      new TaskRunner(orders, where -> Map.of(), Clock.systemUTC()).run(TaskId.INICIALIZAR_TASK);
      platform.produceOrders(0, 200);
      showKafka(platform, kafkaPort);
      metrics.start();
      try (Load load = new Load(platform, orders, 200);
          Daemon postgres = postgresExporter(platform, postgresPort);
          MetricsEndpoint endpoint = new MetricsEndpoint(registry);
          Prometheus prometheus =
              new Prometheus(
                  directory,
                  Map.of(
                      "azud", "127.0.0.1:" + endpoint.port() + "/metrics",
                      "kafka", "127.0.0.1:" + kafkaPort + "/metrics",
                      "postgres", "127.0.0.1:" + postgresPort + "/metrics",
                      "spark", "127.0.0.1:" + sparkPort + "/metrics/prometheus/",
                      "spark-executors",
                          "127.0.0.1:" + sparkPort + "/metrics/executors/prometheus/"))) {
        List<String> empty = new ArrayList<>(queries());
        Awaited.until(
            () -> {
              empty.removeIf(query -> prometheus.series(query) > 0);
              return empty.isEmpty();
            },
            () ->
                "no data for\n"
                    + String.join("\n", empty)
                    + "\n"
                    + prometheus.targets()
                    + metrics.probes()
                    + "\n"
                    + postgres.log());
        assertThat(metrics.probes()).allMatch(ProbeState::up);
      }
    }
  }

  /** The variables with what the dashboards have for All. */
  private static List<String> queries() {
    List<String> queries = new ArrayList<>();
    for (Board board : Boards.all()) {
      if (!WITHOUT_EXPORTER.contains(board.uid())) {
        for (Panel panel : board.panels()) {
          for (Query query : panel.queries()) {
            queries.add(
                query
                    .expression()
                    .replace("$__rate_interval", "20s")
                    .replaceAll("\\$(job|instance|pipeline)", ".+"));
          }
        }
      }
    }
    return queries;
  }

  /** Spark as the shipped configuration sets it up. */
  private static Environment withPage(Environment all, int port) throws Exception {
    Map<String, String> conf = new HashMap<>(all.spark().conf());
    for (String line : Files.readAllLines(EXPORTERS.resolve("spark-defaults.conf"))) {
      if (!line.startsWith("#")) {
        String[] words = line.trim().split("\\s+", -1);
        conf.put(words[0], words[1]);
      }
    }
    conf.put("spark.ui.enabled", "true");
    conf.put("spark.ui.port", Integer.toString(port));
    return new Environment(
        all.name(),
        all.kafka(),
        new Environment.Spark(all.spark().master(), conf),
        all.postgres(),
        all.ledger(),
        all.store(),
        all.catalog(),
        all.platform());
  }

  /** Loads the JMX exporter into the running broker. */
  private static void showKafka(LivePlatform platform, int port) throws Exception {
    String broker = Files.readString(platform.data().resolve("run/kafka.pid")).strip();
    System.setProperty("sun.tools.attach.attachTimeout", "90000");
    VirtualMachine machine = VirtualMachine.attach(broker);
    try {
      machine.loadAgent(
          Path.of("target", "tools", "jmx_prometheus_javaagent.jar").toAbsolutePath().toString(),
          "127.0.0.1:" + port + ":" + EXPORTERS.resolve("kafka-jmx.yml").toRealPath());
    } finally {
      machine.detach();
    }
  }

  private static Daemon postgresExporter(LivePlatform platform, int port) throws Exception {
    Properties shipped = new Properties();
    try (var reader = Files.newBufferedReader(EXPORTERS.resolve("postgres-exporter.env"))) {
      shipped.load(reader);
    }
    assertThat(shipped.stringPropertyNames())
        .containsExactlyInAnyOrder(
            "DATA_SOURCE_URI",
            "DATA_SOURCE_USER",
            "DATA_SOURCE_PASS_FILE",
            "PG_EXPORTER_WEB_LISTEN_ADDRESS");
    var endpoint = platform.process().endpoints().postgres();
    URI url = URI.create(endpoint.jdbcUrl().substring("jdbc:".length()));
    Path password = directory.resolve("postgres.password");
    Files.writeString(password, endpoint.password());
    Map<String, String> environment =
        Map.of(
            "DATA_SOURCE_URI",
            url.getAuthority() + url.getPath() + "?sslmode=disable",
            "DATA_SOURCE_USER",
            endpoint.user(),
            "DATA_SOURCE_PASS_FILE",
            password.toString(),
            "PG_EXPORTER_WEB_LISTEN_ADDRESS",
            "127.0.0.1:" + port);
    return new Daemon(
        "prometheus-postgres-exporter",
        directory,
        environment,
        "prometheus-postgres-exporter",
        "--web.listen-address=127.0.0.1:" + port);
  }
}
