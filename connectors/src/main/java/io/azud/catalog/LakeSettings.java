// SPDX-License-Identifier: Apache-2.0
package io.azud.catalog;

import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.aws.AwsClientProperties;
import org.apache.iceberg.aws.HttpClientProperties;
import org.apache.iceberg.aws.s3.S3FileIOProperties;

/**
 * An environment in the words of Iceberg's properties. What it returns holds secrets: it is never
 * printed or stored.
 */
final class LakeSettings {
  private static final String CONNECT_MILLIS = "5000";
  private static final String SOCKET_MILLIS = "30000";

  private LakeSettings() {}

  static boolean isS3(Environment environment) {
    String warehouse = environment.catalog().warehouse();
    return warehouse.startsWith("s3://") || warehouse.startsWith("s3a://");
  }

  static String fileIo(Environment environment) {
    return isS3(environment)
        ? "org.apache.iceberg.aws.s3.S3FileIO"
        : "org.apache.iceberg.hadoop.HadoopFileIO";
  }

  /** What the catalog is opened with, its file access included. */
  static Map<String, String> catalog(Environment environment) {
    Environment.Catalog catalog = environment.catalog();
    Map<String, String> properties = new HashMap<>(store(environment));
    properties.put(CatalogProperties.CATALOG_IMPL, implementation(catalog.type()));
    properties.put(CatalogProperties.FILE_IO_IMPL, fileIo(environment));
    properties.put(CatalogProperties.WAREHOUSE_LOCATION, catalog.warehouse());
    if (!catalog.uri().isEmpty()) {
      properties.put(CatalogProperties.URI, catalog.uri());
    }
    switch (catalog.type()) {
      case "jdbc" -> putJdbc(properties, catalog);
      case "rest" -> putRest(properties, catalog);
      default -> {}
    }
    putAll(properties, catalog.properties());
    return properties;
  }

  /** What files are opened with. */
  static Map<String, String> store(Environment environment) {
    Map<String, String> properties = new HashMap<>();
    if (!isS3(environment)) {
      return properties;
    }
    Environment.Store store = environment.store();
    if (!store.endpoint().isEmpty()) {
      properties.put(S3FileIOProperties.ENDPOINT, store.endpoint());
    }
    if (!store.region().isEmpty()) {
      properties.put(AwsClientProperties.CLIENT_REGION, store.region());
    }
    if (!store.accessKey().isEmpty()) {
      properties.put(S3FileIOProperties.ACCESS_KEY_ID, store.accessKey());
      properties.put(S3FileIOProperties.SECRET_ACCESS_KEY, store.secretKey().reveal());
    }
    properties.put(S3FileIOProperties.PATH_STYLE_ACCESS, Boolean.toString(store.pathStyle()));
    // The CRT client has reported success for uploads that were not complete
    // (aws-sdk-java-v2#7068).
    properties.put(S3FileIOProperties.S3_CRT_ENABLED, "false");
    properties.put(S3FileIOProperties.S3_RETRY_MIN_WAIT_MS, "200");
    properties.put(HttpClientProperties.CLIENT_TYPE, HttpClientProperties.CLIENT_TYPE_APACHE);
    properties.put(HttpClientProperties.APACHE_CONNECTION_TIMEOUT_MS, CONNECT_MILLIS);
    properties.put(HttpClientProperties.APACHE_CONNECTION_ACQUISITION_TIMEOUT_MS, SOCKET_MILLIS);
    properties.put(HttpClientProperties.APACHE_SOCKET_TIMEOUT_MS, SOCKET_MILLIS);
    return properties;
  }

  private static String implementation(String type) {
    return switch (type) {
      case "jdbc" -> GuardedJdbcCatalog.class.getName();
      case "rest" -> "org.apache.iceberg.rest.RESTCatalog";
      case "glue" -> "org.apache.iceberg.aws.glue.GlueCatalog";
      default ->
          throw new AzudException(
              ErrorCode.ENVIRONMENT_INVALID,
              "catalog type '" + type + "' is not known: use jdbc, rest or glue");
    };
  }

  private static void putJdbc(Map<String, String> properties, Environment.Catalog catalog) {
    properties.put("jdbc.schema-version", "V1");
    properties.put("jdbc.user", catalog.user());
    properties.put("jdbc.password", catalog.password().reveal());
    properties.put("jdbc.connectTimeout", "5");
    properties.put("jdbc.loginTimeout", "8");
    properties.put("jdbc.socketTimeout", "30");
    properties.put("jdbc.tcpKeepAlive", "true");
    properties.put("jdbc.ApplicationName", "azud");
  }

  private static void putRest(Map<String, String> properties, Environment.Catalog catalog) {
    properties.put("rest.client.connection-timeout-ms", CONNECT_MILLIS);
    properties.put("rest.client.socket-timeout-ms", SOCKET_MILLIS);
    String password = catalog.password().reveal();
    if (!catalog.user().isEmpty()) {
      properties.put("credential", catalog.user() + ":" + password);
    } else if (!password.isEmpty()) {
      properties.put("token", password);
    }
  }

  private static void putAll(Map<String, String> properties, Map<String, Secret> declared) {
    declared.forEach((name, value) -> properties.put(name, value.reveal()));
  }
}
