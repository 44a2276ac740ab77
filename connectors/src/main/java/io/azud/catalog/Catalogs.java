// SPDX-License-Identifier: Apache-2.0
package io.azud.catalog;

import io.azud.environment.Environment;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;

/** Opens the Iceberg catalog of an environment. */
public final class Catalogs {

  /** Another process has just made the catalog's own tables. */
  private static final Set<String> MADE_BY_ANOTHER = Set.of("42P07", "42701", "23505");

  private Catalogs() {}

  /**
   * A connected catalog; the caller gives it back with {@link #close}.
   *
   * @throws io.azud.error.AzudException {@code CATALOG_UNREACHABLE} or {@code CATALOG_REFUSED},
   *     within 15 seconds
   */
  public static Catalog open(Environment environment) {
    Map<String, String> properties = LakeSettings.catalog(environment);
    try {
      return connect(environment.catalog().name(), properties);
    } catch (UncheckedSQLException e) {
      if (e.getCause() instanceof SQLException sql && MADE_BY_ANOTHER.contains(sql.getSQLState())) {
        return connect(environment.catalog().name(), properties);
      }
      throw LakeFailures.translate("open the catalog", environment, e);
    } catch (RuntimeException e) {
      throw LakeFailures.translate("open the catalog", environment, e);
    }
  }

  /**
   * What makes the environment's catalog known to Spark SQL under its own name. The values hold
   * secrets: set them on a running session, do not print or store them.
   */
  public static Map<String, String> sparkCatalog(Environment environment) {
    String prefix = "spark.sql.catalog." + environment.catalog().name();
    Map<String, String> properties = new HashMap<>();
    properties.put(prefix, "org.apache.iceberg.spark.SparkCatalog");
    LakeSettings.catalog(environment)
        .forEach((name, value) -> properties.put(prefix + "." + name, value));
    return properties;
  }

  public static void close(Catalog catalog) {
    if (catalog instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Catalog connect(String name, Map<String, String> properties) {
    return CatalogUtil.buildIcebergCatalog(name, properties, new Configuration(false));
  }
}
