// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import io.azud.engine.database.SqlIdentifier;
import java.util.ArrayList;
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
    List<String> statements = new ArrayList<>();
    statements.add(lock());
    String version = table.definition().version();
    if (!version.isEmpty()) {
      statements.addAll(startOver(SqlIdentifier.quote(version)));
    }
    statements.add(keepLatest());
    if (!version.isEmpty()) {
      statements.add(keepNewer(SqlIdentifier.quote(version)));
    }
    statements.add(deleteStored());
    statements.add(insertLatest());
    return statements;
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
    String version = table.definition().version();
    return "CREATE TEMPORARY TABLE "
        + LATEST
        + " ON COMMIT DROP AS SELECT DISTINCT ON ("
        + key()
        + ") * FROM "
        + INCOMING
        + " ORDER BY "
        + key()
        + (version.isEmpty() ? "" : ", " + SqlIdentifier.quote(version) + " DESC NULLS LAST")
        + ", "
        + TargetTable.PARTITION
        + " DESC, "
        + TargetTable.OFFSET
        + " DESC";
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

  /**
   * A deletion, or a record without a version, wins over everything before it, and over nothing
   * behind it: what is before the last one of a key goes, and so does the table's row. So the
   * outcome does not depend on where a slice begins.
   */
  private List<String> startOver(String version) {
    String last = "(l." + DELETED + " OR l." + version + " IS NULL) AND ";
    return List.of(
        "DELETE FROM "
            + INCOMING
            + " t USING "
            + INCOMING
            + " l WHERE "
            + last
            + sameKey()
            + " AND "
            + position("t")
            + " < "
            + position("l"),
        "DELETE FROM " + table.quoted() + " t USING " + INCOMING + " l WHERE " + last + sameKey());
  }

  private String keepNewer(String version) {
    return "DELETE FROM "
        + LATEST
        + " l USING "
        + table.quoted()
        + " t WHERE "
        + sameKey()
        + " AND t."
        + version
        + " > l."
        + version;
  }

  private static String position(String alias) {
    return "("
        + alias
        + "."
        + TargetTable.PARTITION
        + ", "
        + alias
        + "."
        + TargetTable.OFFSET
        + ")";
  }

  private String key() {
    return TargetTable.list(table.definition().key());
  }

  private String sameKey() {
    return table.definition().key().stream()
        .map(SqlIdentifier::quote)
        .map(column -> "t." + column + " = l." + column)
        .collect(Collectors.joining(" AND "));
  }
}
