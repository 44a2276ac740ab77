// SPDX-License-Identifier: Apache-2.0
package io.azud.catalog;

import java.sql.Connection;
import java.util.Map;
import org.apache.iceberg.jdbc.JdbcClientPool;

/** Connections that repeat reads, but never a change. */
final class GuardedClientPool extends JdbcClientPool {

  GuardedClientPool(String url, Map<String, String> properties) {
    super(url, properties);
  }

  @Override
  protected Connection newClient() {
    return GuardedConnection.around(super.newClient());
  }
}
