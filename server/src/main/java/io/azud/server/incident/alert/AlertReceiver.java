// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.Filing;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentDesk;
import io.azud.server.incident.Origin;
import io.azud.server.incident.alert.AlertReceipt.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the notifications of Alertmanager and Grafana, which have the same shape (<a
 * href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config">its
 * description</a>), and files what they say. Whoever calls has authenticated the sender.
 * Thread-safe.
 */
public final class AlertReceiver {
  /** The largest notification, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  /** The most alerts of one notification. */
  public static final int MAX_ALERTS = 500;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxStringLength(MAX_BYTES)
                          .build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final IncidentDesk desk;

  public AlertReceiver(IncidentDesk desk) {
    this.desk = desk;
  }

  /**
   * Reads the body of a {@code POST /api/alerts/alertmanager}, at most {@link #MAX_BYTES} of it.
   */
  public AlertReceipt alertmanager(InputStream body) throws IOException {
    return receive(body, Origin.ALERTMANAGER);
  }

  /** Reads the body of a {@code POST /api/alerts/grafana}, at most {@link #MAX_BYTES} of it. */
  public AlertReceipt grafana(InputStream body) throws IOException {
    return receive(body, Origin.GRAFANA);
  }

  private AlertReceipt receive(InputStream body, Origin origin) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      return AlertReceipt.refusal(
          AlertRefusal.TOO_LARGE, "a notification has at most " + MAX_BYTES + " bytes");
    }
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      return AlertReceipt.refusal(AlertRefusal.NOT_JSON, "the body is not one JSON document");
    }
    JsonNode alerts = root == null ? null : root.get("alerts");
    if (alerts == null || !alerts.isArray()) {
      return AlertReceipt.refusal(
          AlertRefusal.NOT_A_NOTIFICATION, "the body has no list named alerts");
    }
    if (alerts.size() > MAX_ALERTS) {
      return AlertReceipt.refusal(
          AlertRefusal.TOO_MANY_ALERTS, "a notification has at most " + MAX_ALERTS + " alerts");
    }
    return file(alerts, origin);
  }

  private AlertReceipt file(JsonNode alerts, Origin origin) {
    List<Filing> filings = new ArrayList<>();
    List<Incident> ended = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    for (JsonNode each : alerts) {
      try {
        Alert alert = Alert.of(each, origin);
        if (alert.fires()) {
          take(alert, desk.file(alert.report()), filings, refused);
        } else {
          desk.alertEnded(alert.report()).ifPresent(ended::add);
        }
      } catch (AzudException e) {
        refused.add(refusal(each, e));
      }
    }
    return new AlertReceipt(filings, ended, refused);
  }

  private static void take(
      Alert alert, Filing filing, List<Filing> filings, List<Refused> refused) {
    if (filing instanceof Filing.Replayed) {
      refused.add(
          new Refused(alert.name(), AlertRefusal.REPLAYED, "this alert has been reported as over"));
    } else if (filing instanceof Filing.Overflow overflow) {
      refused.add(
          new Refused(
              alert.name(),
              AlertRefusal.TOO_MANY_OPEN,
              overflow.open() + " incidents are open; resolve some"));
    } else {
      filings.add(filing);
    }
  }

  private static Refused refusal(JsonNode alert, AzudException e) {
    if (e.code() != ErrorCode.USAGE) {
      throw e;
    }
    return new Refused(Alert.nameOf(alert), AlertRefusal.NOT_AN_AZUD_ALERT, e.getMessage());
  }
}
