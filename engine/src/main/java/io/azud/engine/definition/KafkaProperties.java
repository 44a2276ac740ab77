// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.SecretShape;
import io.azud.engine.definition.binding.Shape;
import io.azud.engine.definition.binding.Values;
import io.azud.environment.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The options of the Kafka client that may be set. It is a list of what is allowed and not of what
 * is forbidden, because some of the client's options load classes, read files or call URLs
 * (CVE-2023-25194, CVE-2025-27817).
 */
final class KafkaProperties {
  private static final long INT = Integer.MAX_VALUE;

  private static final List<String> LOGIN_MODULES =
      List.of(
          "org.apache.kafka.common.security.plain.PlainLoginModule",
          "org.apache.kafka.common.security.scram.ScramLoginModule");

  private static final List<Field<Secret>> TUNING =
      List.of(
          number("fetch.min.bytes", 1, INT, "How much a broker collects before it answers."),
          number("fetch.max.wait.ms", 0, INT, "How long a broker waits for `fetch.min.bytes`."),
          number("fetch.max.bytes", 1024, INT, "The largest answer to one fetch."),
          number("max.partition.fetch.bytes", 1024, INT, "The same for one partition."),
          number("max.poll.records", 1, INT, "The most records that one poll returns."),
          number("receive.buffer.bytes", -1, INT, "The socket's receive buffer; -1: the system's."),
          number("send.buffer.bytes", -1, INT, "The socket's send buffer; -1: the system's."),
          number("request.timeout.ms", 100, INT, "How long one request may take."),
          number("default.api.timeout.ms", 100, INT, "How long one call of the client may take."),
          number("connections.max.idle.ms", 100, INT, "When an idle connection is closed."),
          number("socket.connection.setup.timeout.ms", 100, INT, "How long connecting may take."),
          number("socket.connection.setup.timeout.max.ms", 100, INT, "The same after backing off."),
          number("metadata.max.age.ms", 100, INT, "When metadata is asked for again."),
          number("reconnect.backoff.ms", 0, INT, "The pause before connecting again."),
          number("reconnect.backoff.max.ms", 0, INT, "The longest such pause."),
          number("retry.backoff.ms", 0, INT, "The pause before asking again."),
          number("retry.backoff.max.ms", 0, INT, "The longest such pause."),
          word("client.dns.lookup", "use_all_dns_ips", "resolve_canonical_bootstrap_servers_only"),
          text("client.id", "How the brokers' logs and quotas call this client."),
          text("client.rack", "Where this client is, for reading from a near replica."),
          onlyValue("isolation.level", "read_committed", "Aborted transactions are never read."));

  private static final List<Field<Secret>> SECURITY =
      List.of(
          word("security.protocol", "PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"),
          word("sasl.mechanism", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"),
          text("ssl.truststore.location", "The file of the trusted certificates."),
          word("ssl.truststore.type", "JKS", "PKCS12", "PEM"),
          text("ssl.truststore.certificates", "The trusted certificates themselves, in PEM."),
          onlyValue(
              "ssl.endpoint.identification.algorithm", "https", "The brokers' names are checked."),
          word("ssl.protocol", "TLSv1.2", "TLSv1.3"),
          word("ssl.enabled.protocols", "TLSv1.2", "TLSv1.3", "TLSv1.2,TLSv1.3"));

  private static final List<Field<Secret>> CREDENTIALS =
      List.of(
          secret("sasl.jaas.config", jaas(), "User and password as a JAAS login module's text."),
          secret("ssl.truststore.password", SecretShape.any(), "Opens the trust store."),
          text("ssl.keystore.location", "The file of this client's certificate and key."),
          word("ssl.keystore.type", "JKS", "PKCS12", "PEM"),
          secret("ssl.keystore.password", SecretShape.any(), "Opens the key store."),
          text("ssl.keystore.certificate.chain", "This client's certificate itself, in PEM."),
          secret("ssl.keystore.key", SecretShape.any(), "This client's key itself, in PEM."),
          secret("ssl.key.password", SecretShape.any(), "Decrypts this client's key."));

  private static final Map<String, String> OWNED = owned();

  /** For one pipeline: no credentials, which belong to the place where pipelines run. */
  static final ObjectShape<Map<String, String>> IN_PIPELINE =
      ObjectShape.of(
              "source.kafka.properties",
              "Options of the Kafka consumer, by Kafka's own names. Azud sets the others itself.",
              joined(TUNING, SECURITY),
              values -> given(values, TUNING, SECURITY))
          .map(KafkaProperties::revealed)
          .refusing(refusedInPipeline());

  /** For all pipelines of an environment. */
  static final ObjectShape<Map<String, Secret>> IN_ENVIRONMENT =
      ObjectShape.of(
              "kafka.properties",
              "Options of the Kafka clients, by Kafka's own names. Azud sets the others itself.",
              joined(SECURITY, CREDENTIALS, TUNING),
              values -> given(values, SECURITY, CREDENTIALS, TUNING))
          .refusing(OWNED);

  private KafkaProperties() {}

  private static Map<String, String> owned() {
    Map<String, String> sentences = new LinkedHashMap<>();
    String azud = "Azud sets it itself";
    for (String key :
        List.of(
            "key.deserializer",
            "value.deserializer",
            "interceptor.classes",
            "max.poll.interval.ms",
            "allow.auto.create.topics")) {
      sentences.put(key, azud);
    }
    String positions = "positions are kept in the sinks, not in a consumer group";
    for (String key :
        List.of("group.id", "group.instance.id", "enable.auto.commit", "auto.offset.reset")) {
      sentences.put(key, positions);
    }
    sentences.put("bootstrap.servers", "the brokers are kafka.bootstrapServers in the environment");
    sentences.put("check.crcs", "checksums are always checked");
    return Map.copyOf(sentences);
  }

  private static Map<String, String> refusedInPipeline() {
    Map<String, String> sentences = new LinkedHashMap<>(OWNED);
    CREDENTIALS.forEach(
        field ->
            sentences.put(
                field.name(), "credentials are kafka.properties in the environment file"));
    return sentences;
  }

  @SafeVarargs
  private static List<Field<?>> joined(List<Field<Secret>>... groups) {
    List<Field<?>> all = new ArrayList<>();
    for (List<Field<Secret>> group : groups) {
      all.addAll(group);
    }
    return all;
  }

  @SafeVarargs
  private static Map<String, Secret> given(Values values, List<Field<Secret>>... groups) {
    Map<String, Secret> given = new LinkedHashMap<>();
    for (List<Field<Secret>> group : groups) {
      for (Field<Secret> field : group) {
        if (!values.get(field).equals(Secret.NONE)) {
          given.put(field.name(), values.get(field));
        }
      }
    }
    return given;
  }

  private static Map<String, String> revealed(Map<String, Secret> properties) {
    Map<String, String> plain = new LinkedHashMap<>();
    properties.forEach((key, value) -> plain.put(key, value.reveal()));
    return plain;
  }

  private static Field<Secret> number(String name, long min, long max, String description) {
    Shape<Secret> shape = Scalars.integer(min, max).map(value -> Secret.of(String.valueOf(value)));
    return Field.optional(name, shape, Secret.NONE, description);
  }

  private static Field<Secret> text(String name, String description) {
    return Field.optional(name, Scalars.text().map(Secret::of), Secret.NONE, description);
  }

  private static Field<Secret> word(String name, String... words) {
    ScalarShape<String> shape = Scalars.oneOf(words);
    return Field.optional(name, shape.map(Secret::of), Secret.NONE, "As in Kafka's documentation.");
  }

  private static Field<Secret> onlyValue(String name, String value, String reason) {
    return Field.optional(
        name,
        Scalars.oneOf(value).map(Secret::of),
        Secret.NONE,
        reason + " No other value is allowed.");
  }

  private static Field<Secret> secret(String name, Shape<Secret> shape, String description) {
    return Field.optional(name, shape, Secret.NONE, description);
  }

  private static SecretShape jaas() {
    return SecretShape.inspected(
        text -> {
          String module = text.strip().split("\\s+", 2)[0];
          String lower = text.toLowerCase(Locale.ROOT);
          if (!LOGIN_MODULES.contains(module)
              || lower.contains("jndiloginmodule")
              || lower.contains("ldaploginmodule")) {
            throw new Misfit(
                "does not begin with a login module that is allowed: PlainLoginModule or"
                    + " ScramLoginModule of org.apache.kafka");
          }
        });
  }
}
