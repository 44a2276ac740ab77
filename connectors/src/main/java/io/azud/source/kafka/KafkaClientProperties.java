// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How Kafka clients are configured: Azud's defaults, over them the environment's properties, over
 * those the pipeline's, and over all of them what exactly-once reading rests on and nobody may
 * change.
 *
 * <p>Equal properties mean interchangeable consumers. The values stay secrets until a client is
 * made.
 */
record KafkaClientProperties(String bootstrapServers, Map<String, Secret> declared)
    implements Serializable {

  /** Which brokers' answers may be waited for, and how long, before a call of the driver fails. */
  private static final int REQUEST_TIMEOUT_MS = 4_000;

  private static final int API_TIMEOUT_MS = 9_000;

  private static final Pattern CREDENTIAL = Pattern.compile("password|jaas|key");

  private static final int MEBIBYTE = 1024 * 1024;

  KafkaClientProperties {
    declared = Map.copyOf(declared);
  }

  static KafkaClientProperties of(Environment.Kafka kafka, KafkaTopic topic) {
    Map<String, Secret> declared = new HashMap<>(kafka.properties());
    topic.properties().forEach((name, value) -> declared.put(name, Secret.of(value)));
    return new KafkaClientProperties(kafka.bootstrapServers(), declared);
  }

  /** For a consumer that reads assigned partitions from given offsets and belongs to no group. */
  Map<String, Object> consumer(String clientId) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 * MEBIBYTE);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 * MEBIBYTE);
    properties.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, MEBIBYTE);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
    // Nobody waits for records yet to come: a slice ends where the log did. But a slice that is
    // done leaves a fetch behind, at the
    // log's end perhaps, which the consumer's next slice has to wait for.
    properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
    declared.forEach((name, value) -> properties.put(name, value.reveal()));
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.CHECK_CRCS_CONFIG, true);
    properties.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
    properties.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    properties.remove(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
    own(properties, clientId);
    return properties;
  }

  /** For the driver's questions; each of its calls ends within {@value #API_TIMEOUT_MS} ms. */
  Map<String, Object> admin(String clientId) {
    Map<String, Object> properties = new HashMap<>();
    declared.forEach(
        (name, value) -> {
          if (AdminClientConfig.configNames().contains(name)) {
            properties.put(name, value.reveal());
          }
        });
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
    own(properties, clientId);
    return properties;
  }

  private void own(Map<String, Object> properties, String clientId) {
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    // A client lives for one slice or a few: reporting each of them to JMX and to the broker costs
    // more than it tells.
    properties.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
  }

  /** The text without any of the credentials. */
  String redact(String text) {
    String redacted = text;
    for (Map.Entry<String, Secret> property : declared.entrySet()) {
      String value = property.getValue().reveal();
      if (CREDENTIAL.matcher(property.getKey()).find() && !value.isEmpty()) {
        redacted = redacted.replace(value, "***");
      }
    }
    return redacted;
  }
}
