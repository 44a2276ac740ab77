// SPDX-License-Identifier: Apache-2.0
package io.azud.environment;

import java.io.Serializable;
import java.util.Map;

/**
 * Where pipelines run: the systems of one installation. The same pipeline file runs unchanged in
 * another environment.
 *
 * @param name a short name, shown in outcomes and logs
 * @param kafka {@link Kafka#NONE} when no pipeline here reads from Kafka
 * @param spark the master and its configuration
 * @param postgres the database of the PostgreSQL sink
 * @param ledger the database of the ledger; the same as {@code postgres} unless declared
 * @param store object storage for the lake and for {@code s3://} files
 * @param catalog the Iceberg catalog
 * @param platform the directory of the embedded platform; empty when this environment is another
 * @param incidents what becomes of an incident here
 * @param logs what becomes of the log here
 */
public record Environment(
    String name,
    Kafka kafka,
    Spark spark,
    Database postgres,
    Database ledger,
    Store store,
    Catalog catalog,
    String platform,
    IncidentPolicy incidents,
    Logs logs)
    implements Serializable {

  /** An environment that keeps no log, and in which nothing becomes of incidents. */
  public Environment(
      String name,
      Kafka kafka,
      Spark spark,
      Database postgres,
      Database ledger,
      Store store,
      Catalog catalog,
      String platform) {
    this(
        name,
        kafka,
        spark,
        postgres,
        ledger,
        store,
        catalog,
        platform,
        IncidentPolicy.NONE,
        Logs.NONE);
  }

  /**
   * @param properties handed to the Kafka client; allow-listed, values may be secret
   */
  public record Kafka(String bootstrapServers, Map<String, Secret> properties)
      implements Serializable {
    public static final Kafka NONE = new Kafka("", Map.of());

    public Kafka {
      properties = Map.copyOf(properties);
    }
  }

  /**
   * @param conf handed to Spark unchanged
   */
  public record Spark(String master, Map<String, String> conf) implements Serializable {
    public Spark {
      conf = Map.copyOf(conf);
    }
  }

  /**
   * A PostgreSQL database. The URL is {@code jdbc:postgresql://host:port/database} without user or
   * password.
   */
  public record Database(String url, String user, Secret password) implements Serializable {}

  /**
   * S3-compatible object storage. With an empty endpoint it is AWS, with an empty access key the
   * default credentials chain is used.
   */
  public record Store(
      String endpoint, String region, String accessKey, Secret secretKey, boolean pathStyle)
      implements Serializable {}

  /**
   * @param type {@code jdbc}, {@code rest} or {@code glue}
   * @param name the catalog's name; with JDBC it is part of the tables' identity
   * @param uri JDBC or REST address; empty for Glue
   * @param user empty when the catalog needs none
   * @param warehouse {@code s3://bucket/prefix} (or a {@code file:} URI, for tests)
   * @param namespace where tables without a namespace of their own are made
   * @param properties handed to the catalog unchanged
   */
  public record Catalog(
      String type,
      String name,
      String uri,
      String user,
      Secret password,
      String warehouse,
      String namespace,
      Map<String, Secret> properties)
      implements Serializable {
    public Catalog {
      properties = Map.copyOf(properties);
    }
  }
}
