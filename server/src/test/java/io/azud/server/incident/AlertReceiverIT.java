// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.server.incident.alert.AlertReceipt;
import io.azud.server.incident.alert.AlertReceiver;
import io.azud.server.incident.alert.AlertRefusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Notifications, good and bad, on a real ledger. */
class AlertReceiverIT {
  private static final String ALERT =
      """
      {"status": "%s",
       "labels": {"alertname": "AzudTaskFailing", "pipeline": "flights", "task": "conexion_kafka_task",
                  "code": "KAFKA_UNREACHABLE", "severity": "critical"},
       "annotations": {"summary": "no broker answers", "runbook": "docs/runbook/en/x.md"},
       "startsAt": "%s", "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "a1b2"}
      """;

  @TempDir private Path directory;

  private final List<Incident> handed = new ArrayList<>();
  private IncidentLedger ledger;
  private AlertReceiver receiver;

  @BeforeEach
  void open() {
    ledger = TestPlatform.shared().emptyLedger();
    receiver =
        new AlertReceiver(
            new IncidentDesk(ledger, new Spool(directory, Clock.systemUTC()), handed::add));
  }

  private static String notification(String... alerts) {
    return "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":["
        + String.join(",", alerts)
        + "]}";
  }

  private static String firing(String since) {
    return ALERT.formatted("firing", since);
  }

  private AlertReceipt post(String body) throws IOException {
    return receiver.alertmanager(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void opensAnIncidentAndHandsItToTheProcedure() throws IOException {
    AlertReceipt receipt = post(notification(firing("2026-11-23T10:00:00Z")));
    assertThat(receipt.httpStatus()).isEqualTo(200);
    assertThat(handed).hasSize(1);
    assertThat(handed.get(0))
        .satisfies(
            incident -> {
              assertThat(incident.pipeline()).isEqualTo("flights");
              assertThat(incident.code()).isEqualTo("KAFKA_UNREACHABLE");
              assertThat(incident.severity()).isEqualTo(Severity.CRITICAL);
              assertThat(incident.facts()).containsKey("runbook");
            });
  }

  @Test
  void resolvesWhatTheAlertSaysIsOver() throws IOException {
    post(notification(firing("2026-11-23T10:00:00Z")));
    AlertReceipt receipt = post(notification(ALERT.formatted("resolved", "2026-11-23T10:00:00Z")));
    assertThat(receipt.ended()).hasSize(1);
    assertThat(ledger.list(IncidentFilter.ACTIVE)).isEmpty();
  }

  @Test
  void refusesAReplay() throws IOException {
    post(notification(firing("2026-11-23T10:00:00Z")));
    post(notification(ALERT.formatted("resolved", "2026-11-23T10:00:00Z")));
    AlertReceipt receipt = post(notification(firing("2026-11-23T10:00:00Z")));
    assertThat(receipt.refused()).extracting("reason").containsExactly(AlertRefusal.REPLAYED);
    assertThat(receipt.httpStatus()).isEqualTo(409);
    assertThat(handed).hasSize(1);
  }

  @Test
  void takesTheGoodAlertsOfANotificationWithABadOne() throws IOException {
    String bad = firing("2026-11-23T10:00:00Z").replace("\"flights\"", "\"Robert'); DROP TABLE\"");
    AlertReceipt receipt = post(notification(bad, firing("2026-11-23T10:00:00Z")));
    assertThat(receipt.httpStatus()).isEqualTo(200);
    assertThat(receipt.filings()).hasSize(1);
    assertThat(receipt.refused())
        .singleElement()
        .satisfies(
            refused -> {
              assertThat(refused.reason()).isEqualTo(AlertRefusal.NOT_AN_AZUD_ALERT);
              assertThat(refused.message()).doesNotContain("DROP");
            });
  }

  @Test
  void namesAnAlertWithoutCodeAfterItsRule() throws IOException {
    post(
        """
        {"alerts": [{"status": "firing", "labels": {"alertname": "ExporterDown"},
          "startsAt": "2026-11-23T10:00:00Z", "fingerprint": "f"}]}""");
    assertThat(handed).extracting(Incident::code).containsExactly("EXPORTER_DOWN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "|NOT_A_NOTIFICATION|422",
        "{|NOT_JSON|400",
        "{} {}|NOT_JSON|400",
        "{\"alerts\": [], \"alerts\": []}|NOT_JSON|400",
        "[]|NOT_A_NOTIFICATION|422",
        "\"alerts\"|NOT_A_NOTIFICATION|422",
        "{\"alerts\": {}}|NOT_A_NOTIFICATION|422",
        "{\"alerts\": [7]}|NOT_AN_AZUD_ALERT|422",
        "{\"alerts\": [{\"labels\": {\"alertname\": \"X\"}}]}|NOT_AN_AZUD_ALERT|422",
        "{\"alerts\": [{\"status\": \"firing\", \"labels\": 1}]}|NOT_AN_AZUD_ALERT|422"
      })
  void refusesWhatIsNoNotification(String body, AlertRefusal reason, int status)
      throws IOException {
    AlertReceipt receipt = post(body == null ? "" : body);
    assertThat(receipt.refused()).extracting("reason").containsExactly(reason);
    assertThat(receipt.httpStatus()).isEqualTo(status);
    assertThat(ledger.list(IncidentFilter.ALL)).isEmpty();
  }

  @Test
  void refusesDeepNesting() throws IOException {
    AlertReceipt receipt = post("[".repeat(100_000));
    assertThat(receipt.refused()).extracting("reason").containsExactly(AlertRefusal.NOT_JSON);
  }

  @Test
  void refusesAnEndlessBodyWithoutReadingItToTheEnd() throws IOException {
    EndlessSpaces body = new EndlessSpaces();
    AlertReceipt receipt = receiver.grafana(body);
    assertThat(receipt.refused()).extracting("reason").containsExactly(AlertRefusal.TOO_LARGE);
    assertThat(body.given).isLessThan(2L * AlertReceiver.MAX_BYTES);
  }

  @Test
  void refusesTooManyAlertsAtOnce() throws IOException {
    String[] alerts = new String[AlertReceiver.MAX_ALERTS + 1];
    java.util.Arrays.fill(alerts, "{}");
    AlertReceipt receipt = post(notification(alerts));
    assertThat(receipt.refused())
        .extracting("reason")
        .containsExactly(AlertRefusal.TOO_MANY_ALERTS);
    assertThat(receipt.httpStatus()).isEqualTo(413);
  }

  @Test
  void keepsTextsOfOthersShortAndOnOneLine() throws IOException {
    String shout = "\\u001b[31m" + "A".repeat(5_000) + "\\r\\nINFO forged";
    post(notification(firing("2026-11-23T10:00:00Z").replace("no broker answers", shout)));
    assertThat(handed.get(0).summary())
        .hasSizeLessThan(1_100)
        .doesNotContain("\u001b")
        .doesNotContain("\n");
  }

  /** A body that does not end. */
  private static final class EndlessSpaces extends InputStream {
    private long given;

    @Override
    public int read() {
      given++;
      return ' ';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      java.util.Arrays.fill(bytes, offset, offset + length, (byte) ' ');
      given += length;
      return length;
    }
  }
}
