// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.OpenPipeline;
import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskRunner;
import io.azud.environment.Environment;
import io.azud.render.metric.Metric;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of two pipelines on the embedded platform, one after the other. */
class PipelineMetricsIT {
  private static final ProbePace QUICK =
      new ProbePace(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(15));

  /** What only something that goes wrong, or a part that is made elsewhere, gives a value. */
  private static final Set<Metric> RARE =
      Set.of(Metric.SERIES_LEFT_OUT, Metric.PROBE_FAILURES, Metric.PROBE_PROBLEM, Metric.INCIDENTS);

  @TempDir static Path directory;

  private static LivePlatform platform;
  private static Instant began;

  @BeforeAll
  static void fill() {
    began = Instant.now().minusSeconds(1);
    platform = new LivePlatform(directory.resolve("platform"));
    try (OpenPipeline orders = platform.open(LivePlatform.orders())) {
      orders.apply();
      platform.produceOrders(0, 900);
      new TaskRunner(orders, where -> Map.of(), Clock.systemUTC()).run(TaskId.INICIALIZAR_TASK);
      platform.run(orders);
    }
    try (OpenPipeline airports = platform.open(LivePlatform.airports())) {
      platform.run(airports);
    }
    platform.produceOrders(900, 50);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void tellsWhereEverythingStands() {
    try (Watching watching = new Watching(platform.environment())) {
      watching.await("azud_sink_lag_records{pipeline=\"orders\",sink=\"postgres\"}", 50);
      for (String sink : List.of("lake", "postgres")) {
        watching.awaitSeries("azud_records_read_total{pipeline=\"orders\",sink=\"" + sink + "\"}");
        watching.awaitSeries(
            "azud_sink_freshness_timestamp_seconds{pipeline=\"orders\",sink=\"" + sink + "\"}");
        watching.awaitSeries(
            "azud_sink_newest_record_timestamp_seconds{pipeline=\"orders\",sink=\"" + sink + "\"}");
      }
      Scraped scraped = watching.scrape();

      assertThat(scraped.number("azud_source_arrived_records_total{pipeline=\"orders\"}"))
          .isEqualTo(950);
      for (String sink : List.of("lake", "postgres")) {
        String of = "{pipeline=\"orders\",sink=\"" + sink + "\"";
        assertThat(scraped.number("azud_sink_lag_records" + of + "}")).isEqualTo(50);
        assertThat(scraped.number("azud_sink_lost_records" + of + "}")).isZero();
        assertThat(scraped.number("azud_records_read_total" + of + "}")).isEqualTo(900);
        assertThat(scraped.number("azud_records_total" + of + ",result=\"accepted\"}"))
            .isEqualTo(630);
        assertThat(scraped.number("azud_records_total" + of + ",result=\"rejected\"}"))
            .isEqualTo(180);
        assertThat(scraped.number("azud_records_total" + of + ",result=\"filtered\"}"))
            .isEqualTo(90);
        assertThat(scraped.number("azud_records_warned_total" + of + "}")).isEqualTo(90);
        assertThat(scraped.number("azud_books_unbalanced_partitions" + of + "}")).isZero();
        assertThat(scraped.number("azud_commits_total" + of + ",outcome=\"committed\"}"))
            .isPositive();
        double fresh = scraped.number("azud_sink_freshness_timestamp_seconds" + of + "}");
        assertThat(fresh)
            .as("when the oldest of the 50 came")
            .isBetween(began.toEpochMilli() / 1e3, Instant.now().toEpochMilli() / 1e3);
        assertThat(scraped.number("azud_sink_newest_record_timestamp_seconds" + of + "}"))
            .isBetween(began.toEpochMilli() / 1e3, fresh);
        assertThat(
                scraped.number(
                    "azud_sink_lag_records{pipeline=\"airports\",sink=\"" + sink + "\"}"))
            .isZero();
      }
      assertTheStores(scraped);
      assertThat(watching.metrics.probes()).allMatch(ProbeState::up);
    }
  }

  private static void assertTheStores(Scraped scraped) {
    assertThat(
            scraped.number(
                "azud_dead_letters{pipeline=\"orders\",stage=\"check\",rule=\"total_is_positive\"}"))
        .isEqualTo(90);
    assertThat(scraped.number("azud_lake_rows{pipeline=\"orders\"}")).isEqualTo(630);
    assertThat(scraped.number("azud_lake_data_files{pipeline=\"orders\"}")).isPositive();
    assertThat(scraped.number("azud_lake_small_files{pipeline=\"orders\"}"))
        .isEqualTo(scraped.number("azud_lake_data_files{pipeline=\"orders\"}"));
    assertThat(scraped.number("azud_postgres_partitions{pipeline=\"orders\"}")).isEqualTo(3);
    assertThat(scraped.number("azud_postgres_partitions_ahead{pipeline=\"orders\"}")).isEqualTo(2);
    assertThat(scraped.number("azud_postgres_default_partition_rows{pipeline=\"orders\"}"))
        .isZero();
    assertThat(
            scraped.number(
                "azud_task_last_outcome{pipeline=\"orders\",task=\"inicializar_task\",code=\"OK\"}"))
        .isEqualTo(1);
    assertThat(
            scraped.number("azud_batch_duration_seconds_count{pipeline=\"orders\",stage=\"work\"}"))
        .isPositive();
    assertThat(scraped.number("process_cpu_seconds_total")).isPositive();
  }

  @Test
  void exposesWhatIsSpecifiedAndNothingElse() {
    try (Watching watching = new Watching(platform.environment())) {
      watching.await("azud_sink_lag_records{pipeline=\"orders\",sink=\"postgres\"}", 50);
      watching.awaitSeries(
          "azud_sink_newest_record_timestamp_seconds{pipeline=\"orders\",sink=\"lake\"}");
      Set<String> expected = new TreeSet<>();
      Arrays.stream(Metric.values())
          .filter(metric -> !RARE.contains(metric))
          .forEach(metric -> expected.add(metric.text()));
      Set<String> exposed = new TreeSet<>(watching.scrape().names());
      exposed.removeIf(name -> !name.startsWith("azud_"));

      assertThat(exposed).containsAll(expected);
      RARE.forEach(metric -> exposed.remove(metric.text()));
      assertThat(exposed).isEqualTo(expected);
    }
  }

  @Test
  void goesOnWhenAStoreCannotBeReached() {
    Environment all = platform.environment();
    Environment withoutLake =
        new Environment(
            all.name(),
            all.kafka(),
            all.spark(),
            all.postgres(),
            all.ledger(),
            new Environment.Store(
                "http://127.0.0.1:9", "us-east-1", "none", all.store().secretKey(), true),
            all.catalog(),
            all.platform());
    try (Watching watching = new Watching(withoutLake)) {
      watching.await("azud_sink_lag_records{pipeline=\"orders\",sink=\"postgres\"}", 50);
      Scraped scraped = watching.scrape();

      assertThat(scraped.number("azud_probe_up{pipeline=\"orders\",target=\"lake\"}")).isZero();
      assertThat(scraped.number("azud_probe_up{pipeline=\"orders\",target=\"postgres\"}"))
          .isEqualTo(1);
      assertThat(scraped.value("azud_sink_lag_records{pipeline=\"orders\",sink=\"lake\"}"))
          .isEmpty();
      assertThat(
              scraped.number(
                  "azud_probe_failures_total{pipeline=\"orders\",target=\"lake\",code=\"STORE_UNREACHABLE\"}"))
          .isPositive();
      assertThat(watching.metrics.probes())
          .filteredOn(probe -> probe.target().equals("lake"))
          .allSatisfy(probe -> assertThat(probe.problem()).isEqualTo("STORE_UNREACHABLE"))
          .allSatisfy(probe -> assertThat(probe.message()).doesNotContain("none"));
    }
  }

  /** Metrics that are being collected, and their registry. */
  private static final class Watching implements AutoCloseable {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PipelineMetrics metrics;

    Watching(Environment environment) {
      metrics =
          new PipelineMetrics(
              List.of(LivePlatform.orders(), LivePlatform.airports()),
              environment,
              where -> Map.of(),
              QUICK,
              Clock.systemUTC());
      metrics.register(registry);
      metrics.start();
    }

    Scraped scrape() {
      return Scraped.from(registry);
    }

    /** Until all were asked and answered as far as they can, and the series has the value. */
    void await(String series, double value) {
      Awaited.until(
          () -> metrics.hasLookedOnce() && scrape().value(series).orElse(-1) == value && isBooked(),
          () -> metrics.probes() + "\n" + String.join("\n", scrape().lines()));
    }

    /** A sink's books and times are known once ledger and source were asked after the sink. */
    void awaitSeries(String series) {
      Awaited.until(() -> scrape().value(series).isPresent(), () -> "no " + series);
    }

    private boolean isBooked() {
      return scrape()
          .value("azud_records_read_total{pipeline=\"airports\",sink=\"postgres\"}")
          .isPresent();
    }

    @Override
    public void close() {
      metrics.close();
    }
  }
}
