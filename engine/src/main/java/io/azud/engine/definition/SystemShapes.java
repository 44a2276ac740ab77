// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.OpenMapShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.SecretShape;
import io.azud.environment.Environment.Database;
import io.azud.environment.Environment.Kafka;
import io.azud.environment.Environment.Spark;
import io.azud.environment.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kafka, Spark and PostgreSQL, as an environment names them. */
final class SystemShapes {
  static final Field<String> BOOTSTRAP_SERVERS =
      Field.required(
              "bootstrapServers", Addresses.brokers(), "Brokers to begin with, `host:port,...`.")
          .example("'broker1:9092,broker2:9092'");

  static final Field<Map<String, Secret>> KAFKA_PROPERTIES =
      Field.withDefault(
          "properties",
          KafkaProperties.IN_ENVIRONMENT,
          "{}",
          "Options of the Kafka clients: security, timeouts.");

  static final ObjectShape<Kafka> KAFKA =
      ObjectShape.of(
          "kafka",
          "A Kafka cluster.",
          List.of(BOOTSTRAP_SERVERS, KAFKA_PROPERTIES),
          values -> new Kafka(values.get(BOOTSTRAP_SERVERS), values.get(KAFKA_PROPERTIES)));

  static final Field<String> MASTER =
      Field.withDefault(
              "master",
              Scalars.matching(
                  "a Spark master",
                  "^(local(\\[(\\*|[1-9][0-9]*)(, *[1-9][0-9]*)?\\])?|spark://.+|k8s://.+|yarn)$",
                  "write local[*], local[n], spark://host:port, k8s://https://host:port or yarn"),
              "'local[*]'",
              "Where Spark runs.")
          .example("spark://spark:7077");

  static final Field<Map<String, Secret>> CONF =
      Field.withDefault(
              "conf",
              OpenMapShape.except(Map.of("spark.master", "it is the option master")),
              "{}",
              "Spark's own configuration, handed to it unchanged. Secrets by reference only.")
          .example("{spark.driver.memory: 2g}");

  static final ObjectShape<Spark> SPARK =
      ObjectShape.of(
          "spark",
          "A Spark cluster, or Spark within this process.",
          List.of(MASTER, CONF),
          values -> new Spark(values.get(MASTER), revealed(values.get(CONF))));

  static final Field<String> URL =
      Field.required(
              "url",
              JdbcUrl.shape(),
              "`jdbc:postgresql://host:port/database`, and of its parameters `sslmode` and"
                  + " `sslrootcert`.")
          .example("jdbc:postgresql://postgres:5432/azud");

  static final Field<String> USER =
      Field.required("user", Scalars.text(), "The user's name.").example("azud");

  static final Field<Secret> PASSWORD =
      Field.optional("password", SecretShape.any(), Secret.NONE, "The user's password.")
          .example("'${env:AZUD_POSTGRES_PASSWORD}'");

  static final ObjectShape<Database> DATABASE =
      ObjectShape.of(
          "postgres",
          "A PostgreSQL database.",
          List.of(URL, USER, PASSWORD),
          values -> new Database(values.get(URL), values.get(USER), values.get(PASSWORD)));

  private SystemShapes() {}

  private static Map<String, String> revealed(Map<String, Secret> properties) {
    Map<String, String> plain = new LinkedHashMap<>();
    properties.forEach((key, value) -> plain.put(key, value.reveal()));
    return plain;
  }
}
