// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.catalog.Catalogs;
import io.azud.catalog.LakeFailures;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;

/**
 * One table in one catalog; connects with the first call that needs it. A table that is dropped and
 * made again is not the same table: once seen, another one of its name is refused.
 */
final class LakeTable implements AutoCloseable {
  private final Environment environment;
  private final TableIdentifier name;
  private Catalog catalog;
  private Table table;
  private UUID seen;

  LakeTable(Environment environment, String declaredName) {
    this.environment = environment;
    this.name = identifier(environment.catalog().namespace(), declaredName);
  }

  TableIdentifier name() {
    return name;
  }

  synchronized Catalog catalog() {
    if (catalog == null) {
      catalog = Catalogs.open(environment);
    }
    return catalog;
  }

  boolean exists() {
    return attempt("look for table " + name, () -> catalog().tableExists(name));
  }

  /**
   * The table as it is now.
   *
   * @throws AzudException {@code SINK_HISTORY_CHANGED} when it does not exist or is another one
   *     than before
   */
  synchronized Table current() {
    return attempt("load table " + name, this::load);
  }

  private Table load() {
    try {
      if (table == null) {
        table = catalog().loadTable(name);
        refuseAnother(table.uuid());
      } else {
        table.refresh();
      }
    } catch (NoSuchTableException e) {
      table = null;
      throw new AzudException(
          ErrorCode.SINK_HISTORY_CHANGED,
          "the lake has no table " + name + ": make it with 'azud apply', or restore it",
          e);
    } catch (IllegalStateException e) {
      // The catalog now gives a table with another UUID: a look at it from the start says so.
      if (table == null) {
        throw e;
      }
      table = null;
      return load();
    }
    return table;
  }

  /** Forgets what is known of the table, so that the next look at it is a fresh one. */
  synchronized void forget() {
    table = null;
  }

  static TableOperations operations(Table table) {
    return ((HasTableOperations) table).operations();
  }

  /** Does something with the catalog or the store, and names what goes wrong. */
  <T> T attempt(String doing, Supplier<T> act) {
    try {
      return act.get();
    } catch (Refused e) {
      throw e;
    } catch (RuntimeException e) {
      throw LakeFailures.translate(doing, environment, e);
    }
  }

  private void refuseAnother(UUID uuid) {
    if (seen != null && !seen.equals(uuid)) {
      table = null;
      throw new AzudException(
          ErrorCode.SINK_HISTORY_CHANGED,
          "the lake's table "
              + name
              + " was dropped and made again: restore the old one, or start over on purpose");
    }
    seen = uuid;
  }

  @Override
  public synchronized void close() {
    table = null;
    if (catalog != null) {
      Catalogs.close(catalog);
      catalog = null;
    }
  }

  private static TableIdentifier identifier(String namespace, String declared) {
    int dot = declared.lastIndexOf('.');
    String space = dot < 0 ? namespace : declared.substring(0, dot);
    return TableIdentifier.of(Namespace.of(space.split("\\.")), declared.substring(dot + 1));
  }
}
