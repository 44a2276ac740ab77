// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.azud.local.Endpoints;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code azud maintain} beside a running pipeline, killed in the middle, and repeated. */
@ExtendWith(OnePlatform.class)
class MaintainIT {
  private static final Pattern SMALL = Pattern.compile("azud_lake_small_files\\{[^}]*} ([0-9.]+)");

  private static final String SINKS =
      """
        lake:
          table: %s
          partitionBy: ["month(at)"]
          sortBy: [id]
          maintenance: {keepSnapshots: 0s, minSnapshots: 1}
        postgres: {table: %s, partitionBy: {column: at, every: month, ahead: 1}}
      """;

  /** So many batches, each with files for most of ten months. */
  private static final int BATCHES = 6;

  @Test
  void leavesFewerFilesAndTheSameRows() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("kept_up", SINKS);
    pipeline.succeed("apply");
    try (Feeder feeder = pipeline.feeder();
        AzudProcess run = pipeline.start("run")) {
      for (int batch = 0; batch < BATCHES; batch++) {
        feeder.send(40);
        pipeline.awaitInLake(feeder, run);
      }
      double before = smallFiles(pipeline);
      assertThat(before).isGreaterThan(40);
      JsonNode planned = pipeline.json("maintain", "--dry-run");
      assertThat(planned.at("/sinks/lake/compact/rewritten/files").asDouble()).isEqualTo(before);
      assertThat(smallFiles(pipeline)).isEqualTo(before);

      killedOnceItSays("compacting", pipeline, feeder);
      killedOnceItSays("files became", pipeline, feeder);
      try (AzudProcess maintain = pipeline.start("maintain", "-o", "json")) {
        while (maintain.runsAfter(2_000)) {
          feeder.send(5);
        }
        AzudProcess.Result done = maintain.await();
        assertThat(done.status()).as(done.err()).isZero();
        JsonNode report = TestPipeline.parse(done.out());
        assertThat(report.at("/sinks/lake/expire/expired").asLong()).isPositive();
      }
      pipeline.awaitEverything(feeder, run);
      run.signal("TERM");
      AzudProcess.Result ended = run.await();
      assertThat(ended.status()).as(ended.err()).isZero();
      assertThat(ended.err()).doesNotContain("FENCED", "HISTORY_CHANGED");
      pipeline.requireEverythingOnce(feeder.sent());

      assertThat(pipeline.run("maintain").status()).isIn(0, 99);
      assertThat(smallFiles(pipeline)).isLessThanOrEqualTo(10);
      pipeline.fail(99, "NOTHING_TO_DO", "maintain");
      feeder.send(300);
      pipeline.succeed("run", "--until-end");
      pipeline.requireEverythingOnce(feeder.sent());
    }
  }

  @Test
  void looksAfterAPreparedBatchAndPartitionsToo() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("prepared_kept", SINKS);
    pipeline.succeed("apply");
    try (Feeder feeder = pipeline.feeder()) {
      feeder.send(200);
      pipeline.succeed("run", "--until-end");
      feeder.send(200);
      pipeline.succeed("task", "transformar_datos_task");
      String ahead = nextMonthsPartition();
      execute("DROP TABLE " + ahead);
      JsonNode done = pipeline.json("maintain");
      assertThat(done.at("/sinks/postgres/partitions/made/0").asText()).isEqualTo(ahead);
      pipeline.succeed("task", "cargar_datos_task");
      pipeline.requireEverythingOnce(feeder.sent());
    }
  }

  private static void killedOnceItSays(String words, TestPipeline pipeline, Feeder feeder) {
    try (AzudProcess maintain = pipeline.start("maintain")) {
      maintain.awaitWords(words);
      maintain.kill();
    }
    feeder.send(20);
  }

  private static String nextMonthsPartition() {
    return "prepared_kept_p"
        + YearMonth.now(ZoneOffset.UTC)
            .plusMonths(1)
            .format(DateTimeFormatter.ofPattern("yyyyMM", Locale.ROOT));
  }

  private static void execute(String sql) throws SQLException {
    Endpoints.Postgres database = OnePlatform.platform().endpoints().postgres();
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static double smallFiles(TestPipeline pipeline) {
    Matcher sample = SMALL.matcher(pipeline.metrics());
    assertThat(sample.find()).isTrue();
    return Double.parseDouble(sample.group(1));
  }
}
