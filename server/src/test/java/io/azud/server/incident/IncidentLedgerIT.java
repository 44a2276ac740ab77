// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.engine.database.PostgresDatabase;
import io.azud.error.AzudException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Incidents in a real PostgreSQL. */
class IncidentLedgerIT {
  private IncidentLedger ledger;

  @BeforeEach
  void empty() {
    ledger = TestPlatform.shared().emptyLedger();
  }

  private static IncidentReport report(String code, String key) {
    return new IncidentReport(
        "flights",
        "conexion_kafka_task",
        code,
        Severity.CRITICAL,
        Origin.ALERTMANAGER,
        "no broker answers",
        Map.of("severity", "critical"),
        key);
  }

  private static IncidentReport failure(String code) {
    return report(code, "");
  }

  @Test
  void opensOneIncidentForReportsOfTheSameThing() {
    Filing first = ledger.file(failure("KAFKA_UNREACHABLE"));
    Filing second = ledger.file(failure("KAFKA_UNREACHABLE"));
    Filing other = ledger.file(failure("KAFKA_REFUSED"));
    assertThat(first).isInstanceOf(Filing.Opened.class);
    assertThat(second).isInstanceOf(Filing.Folded.class);
    assertThat(other).isInstanceOf(Filing.Opened.class);
    assertThat(second.incident().orElseThrow().id()).isEqualTo(first.incident().orElseThrow().id());
    assertThat(second.incident().orElseThrow().seen()).isEqualTo(2);
    assertThat(ledger.list(IncidentFilter.ACTIVE)).hasSize(2);
  }

  @Test
  void foldsReportsThatComeAtTheSameTime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Filing>> filings =
          IntStream.range(0, 24)
              .mapToObj(i -> threads.submit(() -> ledger.file(failure("TOPIC_MISSING"))))
              .toList();
      int opened = 0;
      for (Future<Filing> filing : filings) {
        opened += filing.get() instanceof Filing.Opened ? 1 : 0;
      }
      assertThat(opened).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
    assertThat(ledger.list(IncidentFilter.ALL))
        .singleElement()
        .satisfies(incident -> assertThat(incident.seen()).isEqualTo(24));
  }

  @Test
  void reopensWhatComesBackSoonAndOpensAnewWhatComesBackLate() {
    long id = ledger.file(failure("KAFKA_UNREACHABLE")).incident().orElseThrow().id();
    ledger.resolve(id, "ana", "broker restarted");
    Filing back = ledger.file(failure("KAFKA_UNREACHABLE"));
    assertThat(back).isInstanceOf(Filing.Reopened.class);
    assertThat(back.incident().orElseThrow().id()).isEqualTo(id);
    assertThat(back.incident().orElseThrow().reopened()).isEqualTo(1);
    assertThat(back.incident().orElseThrow().resolvedAt()).isEmpty();

    ledger.resolve(id, "ana", "broker replaced");
    age(id, IncidentFiling.REOPENS_WITHIN.plusMinutes(1));
    assertThat(ledger.file(failure("KAFKA_UNREACHABLE"))).isInstanceOf(Filing.Opened.class);
  }

  @Test
  void doesNotCountAnAlertThatIsRepeatedWhileItFires() {
    ledger.file(report("LAG", "alertmanager/f1/t1"));
    Filing again = ledger.file(report("LAG", "alertmanager/f1/t1"));
    assertThat(again).isInstanceOf(Filing.Repeated.class);
    assertThat(again.incident().orElseThrow().seen()).isEqualTo(1);
  }

  @Test
  void isOverWhenItsLastAlertHasEnded() {
    ledger.file(report("LAG", "alertmanager/f1/t1"));
    ledger.file(report("LAG", "alertmanager/f2/t1"));
    assertThat(ledger.alertEnded(report("LAG", "alertmanager/f1/t1"))).isEmpty();
    assertThat(ledger.alertEnded(report("LAG", "alertmanager/f2/t1")))
        .hasValueSatisfying(incident -> assertThat(incident.isResolved()).isTrue());
  }

  @Test
  void refusesAReplayOfAnAlertThatHasEnded() {
    ledger.file(report("LAG", "alertmanager/f1/t1"));
    ledger.alertEnded(report("LAG", "alertmanager/f1/t1"));
    assertThat(ledger.file(report("LAG", "alertmanager/f1/t1")))
        .isInstanceOf(Filing.Replayed.class);
    assertThat(ledger.list(IncidentFilter.ACTIVE)).isEmpty();
    assertThat(ledger.file(report("LAG", "alertmanager/f1/t2")))
        .as("the same alert, firing anew")
        .isInstanceOf(Filing.Reopened.class);
  }

  @Test
  void reopensWhatAPersonResolvedWhileItsAlertGoesOnFiring() {
    long id = ledger.file(report("LAG", "alertmanager/f1/t1")).incident().orElseThrow().id();
    ledger.resolve(id, "ana", "looks fine to me");
    assertThat(ledger.file(report("LAG", "alertmanager/f1/t1")))
        .as("alerts lag behind")
        .isInstanceOf(Filing.Repeated.class);
    age(id, IncidentFiling.SETTLES_WITHIN.plusMinutes(1));
    assertThat(ledger.file(report("LAG", "alertmanager/f1/t1")))
        .isInstanceOf(Filing.Reopened.class);
  }

  @Test
  void letsOnlyOneWorkOnAPipelineAtATime() {
    long kafka = ledger.file(failure("KAFKA_UNREACHABLE")).incident().orElseThrow().id();
    long topic = ledger.file(failure("TOPIC_MISSING")).incident().orElseThrow().id();
    assertThat(ledger.hold(kafka, "one", Duration.ofMinutes(5))).isTrue();
    assertThat(ledger.hold(kafka, "two", Duration.ofMinutes(5))).isFalse();
    assertThat(ledger.hold(topic, "two", Duration.ofMinutes(5))).as("same pipeline").isFalse();
    ledger.release(kafka, "one");
    assertThat(ledger.hold(topic, "two", Duration.ofMinutes(5))).isTrue();
  }

  @Test
  void takesOverAHoldWhoseHolderHasDied() {
    long id = ledger.file(failure("KAFKA_UNREACHABLE")).incident().orElseThrow().id();
    assertThat(ledger.hold(id, "dead", Duration.ZERO)).isTrue();
    assertThat(ledger.hold(id, "alive", Duration.ofMinutes(5))).isTrue();
  }

  @Test
  void boundsTheTries() {
    long id = ledger.file(failure("KAFKA_UNREACHABLE")).incident().orElseThrow().id();
    assertThat(ledger.countTry(id, 2)).isTrue();
    assertThat(ledger.countTry(id, 2)).isTrue();
    assertThat(ledger.countTry(id, 2)).isFalse();
  }

  @Test
  void boundsHowManyAreOpen() {
    execute(
        "INSERT INTO azud.incident (pipeline, task, code, severity, origin, state, summary, facts)"
            + " SELECT 'p' || n, '', 'LAG', 'warning', 'grafana', 'open', '', '{}' FROM generate_series(1, "
            + IncidentLedger.MOST_OPEN
            + ") AS n");
    assertThat(ledger.file(failure("KAFKA_UNREACHABLE"))).isInstanceOf(Filing.Overflow.class);
  }

  @Test
  void tellsTheWholeStoryInOrder() {
    long id = ledger.file(failure("KAFKA_UNREACHABLE")).incident().orElseThrow().id();
    ledger.add(id, EventKind.NOTE, "ana", "called the network team", Map.of("phone", "yes"));
    ledger.escalated(id, "azud", "told oncall", Map.of("channel", "mail"));
    assertThat(ledger.require(id).state()).isEqualTo(IncidentState.ESCALATED);
    ledger.resolve(id, "ana", "switch replaced");
    ledger.resolve(id, "ana", "twice");
    assertThat(ledger.timeline(id))
        .extracting(IncidentEvent::kind)
        .containsExactly(EventKind.OPENED, EventKind.NOTE, EventKind.ESCALATED, EventKind.RESOLVED);
    assertThat(ledger.require(id).resolvedBy()).isEqualTo("ana");
  }

  @Test
  void namesAnIncidentThatDoesNotExist() {
    assertThatThrownBy(() -> ledger.require(999_999))
        .isInstanceOf(AzudException.class)
        .hasMessageContaining("999999")
        .hasMessageContaining("azud incident list");
  }

  /** Moves an incident's end into the past. */
  private static void age(long id, Duration by) {
    execute(
        "UPDATE azud.incident SET resolved_at = resolved_at - interval '"
            + by.toSeconds()
            + " seconds' WHERE id = "
            + id);
  }

  private static void execute(String sql) {
    new PostgresDatabase(TestPlatform.shared().environment().ledger())
        .inTransaction(
            "prepare a test",
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
              }
            });
  }
}
