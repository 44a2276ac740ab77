// SPDX-License-Identifier: Apache-2.0
package io.azud.catalog;

import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.jdbc.JdbcCatalog;

/**
 * The JDBC catalog, made safe against a lost reply.
 *
 * <p>The stock catalog's connection pool sends a statement again when the connection fails. If the
 * first one had taken effect, the second changes no row, the commit counts as failed, and what it
 * wrote is deleted although the table now refers to it. Here a change whose reply is lost is never
 * sent again: it fails with an exception that allows no clean-up, and the table itself tells what
 * happened. Everything that commits to a table in a JDBC catalog should use this class, maintenance
 * jobs included.
 */
public final class GuardedJdbcCatalog extends JdbcCatalog {

  public GuardedJdbcCatalog() {
    super(
        null,
        properties -> new GuardedClientPool(properties.get(CatalogProperties.URI), properties),
        true);
  }
}
