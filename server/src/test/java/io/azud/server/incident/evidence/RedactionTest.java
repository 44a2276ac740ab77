// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.environment.Environment;
import io.azud.environment.IncidentPolicy;
import io.azud.environment.Logs;
import io.azud.environment.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final Environment.Database DATABASE =
      new Environment.Database("jdbc:postgresql://db/azud", "azud", Secret.of("pg-canary-1"));

  private static final Environment ENVIRONMENT =
      new Environment(
          "test",
          new Environment.Kafka(
              "broker:9092",
              Map.of(
                  "sasl.jaas.config", Secret.of("jaas canary 2"),
                  "client.id", Secret.of("azud"))),
          new Environment.Spark(
              "local[*]", Map.of("spark.hadoop.fs.s3a.secret.key", "spark-canary-3")),
          DATABASE,
          DATABASE,
          new Environment.Store("http://store", "eu", "id", Secret.of("store-canary-4"), true),
          new Environment.Catalog(
              "rest",
              "azud",
              "http://catalog",
              "azud",
              Secret.of("catalog-canary-5"),
              "s3://b/p",
              "azud",
              Map.of("token", Secret.of("property-canary-6"))),
          "",
          new IncidentPolicy(
              Set.of(),
              3,
              Duration.ZERO,
              List.of(
                  new IncidentPolicy.Mail(
                      "smtp",
                      25,
                      IncidentPolicy.MailSecurity.TLS,
                      "a@b",
                      List.of("c@d"),
                      "u",
                      Secret.of("mail-canary-7"))),
              List.of(
                  new IncidentPolicy.Webhook(
                      Secret.of("https://hooks.example.org/T/canary-8"),
                      Secret.of("bearer-canary-9"))),
              ""),
          new Logs(
              "",
              1,
              List.of(
                  new Logs.Elasticsearch(
                      "http://elastic",
                      "logs",
                      "azud",
                      Secret.of("elastic-canary-10"),
                      Secret.of("elastic-canary-11")))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pg-canary-1",
        "jaas canary 2",
        "spark-canary-3",
        "store-canary-4",
        "catalog-canary-5",
        "property-canary-6",
        "mail-canary-7",
        "https://hooks.example.org/T/canary-8",
        "bearer-canary-9",
        "elastic-canary-10",
        "elastic-canary-11"
      })
  void takesOutEverySecretOfTheEnvironment(String secret) {
    assertThat(Redaction.of(ENVIRONMENT).clean("before " + secret + " after"))
        .isEqualTo("before *** after");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=canary",
        "\"password\": \"canary\"",
        "Authorization: Bearer canary.canary",
        "jdbc:postgresql://azud:canary@db:5432/azud",
        "sasl.password = canary",
        "api-key: canary",
        "token=canary&next=1",
        "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\ncanary that was cut",
        "secret_key='canary'"
      })
  void takesOutWhatLooksLikeASecret(String text) {
    assertThat(Redaction.BY_LOOKS.clean(text)).doesNotContain("canary").contains("***");
  }

  @Test
  void leavesOtherTextAsItIs() {
    String text = "partition 3 of topic flights.raw ends at 1,234; see docs/runbook/en/README.md";
    assertThat(Redaction.of(ENVIRONMENT).clean(text)).isEqualTo(text);
  }
}
