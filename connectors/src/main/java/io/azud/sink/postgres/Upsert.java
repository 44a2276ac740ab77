// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.SqlIdentifier;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of an upsert. The slice's rows are gathered in a temporary table; then, one slice
 * at a time, the last version of each key replaces the row that the table has. Deleting and
 * inserting rather than updating lets a row move to another partition.
 */
final class Upsert {
  static final String INCOMING = "azud_incoming";
  static final String DELETED = "azud_deleted";
  private static final String LATEST = "azud_latest";

  private final TargetTable table;

  Upsert(TargetTable table) {
    this.table = table;
  }

  /** Before the first row. */
  List<String> prepare() {
    return List.of(
        "CREATE TEMPORARY TABLE "
            + INCOMING
            + " ON COMMIT DROP AS SELECT "
            + table.rowList()
            + ", false AS "
            + DELETED
            + " FROM "
            + table.quoted()
            + " WITH NO DATA");
  }

  /** After the last row. */
  List<String> merge() {
    return List.of(lock(), keepLatest(), keepNewer(), deleteStored(), insertLatest());
  }

  /** Two merges of one table at a time could each miss what the other brings. */
  private String lock() {
    return "SELECT pg_advisory_xact_lock(hashtext('azud.upsert'), hashtext('"
        + table.schema()
        + "."
        + table.name()
        + "'))";
  }

  private String keepLatest() {
    String key = TargetTable.list(table.definition().key());
    return "CREATE TEMPORARY TABLE "
        + LATEST
        + " ON COMMIT DROP AS SELECT DISTINCT ON ("
        + key
        + ") * FROM "
        + INCOMING
        + " ORDER BY "
        + key
        + ", "
        + newestFirst()
        + TargetTable.PARTITION
        + " DESC, "
        + TargetTable.OFFSET
        + " DESC";
  }

  private String newestFirst() {
    String version = table.definition().version();
    return version.isEmpty() ? "" : SqlIdentifier.quote(version) + " DESC NULLS FIRST, ";
  }

  /** With a version, what is stored stays when it is newer than what comes. */
  private String keepNewer() {
    String version = table.definition().version();
    return version.isEmpty()
        ? "SELECT"
        : "DELETE FROM "
            + LATEST
            + " l USING "
            + table.quoted()
            + " t WHERE "
            + sameKey()
            + " AND NOT l."
            + DELETED
            + " AND t."
            + SqlIdentifier.quote(version)
            + " > l."
            + SqlIdentifier.quote(version);
  }

  private String deleteStored() {
    return "DELETE FROM " + table.quoted() + " t USING " + LATEST + " l WHERE " + sameKey();
  }

  private String insertLatest() {
    return "INSERT INTO "
        + table.quoted()
        + " ("
        + table.rowList()
        + ") SELECT "
        + table.rowList()
        + " FROM "
        + LATEST
        + " WHERE NOT "
        + DELETED;
  }

  private String sameKey() {
    return table.definition().key().stream()
        .map(SqlIdentifier::quote)
        .map(column -> "t." + column + " = l." + column)
        .collect(Collectors.joining(" AND "));
  }
}
