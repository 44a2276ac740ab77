// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaClientPropertiesTest {

  private static KafkaClientProperties properties(
      Map<String, Secret> environment, Map<String, String> pipeline) {
    return KafkaClientProperties.of(
        new Environment.Kafka("broker:9092", environment),
        new KafkaTopic("t", Format.JSON, 0, 1, pipeline));
  }

  @Test
  void thePipelineGoesBeforeTheEnvironmentAndBothBeforeTheDefaults() {
    Map<String, Object> consumer =
        properties(
                Map.of("fetch.max.bytes", Secret.of("1"), "client.rack", Secret.of("a")),
                Map.of("client.rack", "b"))
            .consumer("id");
    assertThat(consumer).containsEntry("fetch.max.bytes", "1").containsEntry("client.rack", "b");
  }

  @Test
  void nobodyChangesWhatExactReadingRestsOn() {
    Map<String, Object> consumer =
        properties(
                Map.of(),
                Map.of(
                    "isolation.level", "read_uncommitted",
                    "auto.offset.reset", "earliest",
                    "group.id", "mine",
                    "check.crcs", "false",
                    "enable.auto.commit", "true",
                    "interceptor.classes", "Evil",
                    "bootstrap.servers", "elsewhere:1"))
            .consumer("id");
    assertThat(consumer)
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("auto.offset.reset", "none")
        .containsEntry("check.crcs", true)
        .containsEntry("enable.auto.commit", false)
        .containsEntry("bootstrap.servers", "broker:9092")
        .doesNotContainKeys("group.id", "interceptor.classes");
  }

  @Test
  void theAdminClientGetsOnlyWhatItKnows() {
    assertThat(
            properties(
                    Map.of("security.protocol", Secret.of("SASL_SSL")),
                    Map.of("fetch.max.bytes", "1"))
                .admin("id"))
        .containsEntry("security.protocol", "SASL_SSL")
        .doesNotContainKey("fetch.max.bytes");
  }

  @Test
  void showsNoValue() {
    KafkaClientProperties properties =
        properties(Map.of("sasl.jaas.config", Secret.of("hunter2")), Map.of());
    assertThat(properties.toString()).doesNotContain("hunter2").contains("broker:9092");
    assertThat(properties.redact("bad hunter2 here")).isEqualTo("bad *** here");
  }

  @Test
  void aDeclaredClientIdIsKept() {
    assertThat(properties(Map.of("client.id", Secret.of("etl")), Map.of()).consumer("id"))
        .containsEntry("client.id", "etl");
    assertThat(properties(Map.of(), Map.of()).consumer("id")).containsEntry("client.id", "id");
  }

  @Test
  void equalPropertiesAreEqual() {
    assertThat(properties(Map.of("a", Secret.of("1")), Map.of()))
        .isEqualTo(properties(Map.of("a", Secret.of("1")), Map.of()))
        .isNotEqualTo(properties(Map.of("a", Secret.of("2")), Map.of()));
  }
}
