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
    String version = table.definition().version();
    if (version.isEmpty()) {
      return List.of(lock(), keepLatest(), deleteStored(), insertLatest());
    }
    String column = SqlIdentifier.quote(version);
    return List.of(
        lock(),
        forgetBeforeLastCut(column),
        deleteCut(column),
        keepLatest(),
        keepNewer(column),
        deleteStored(),
        insertLatest());
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
    return version.isEmpty() ? "" : SqlIdentifier.quote(version) + " DESC NULLS LAST, ";
  }

  /**
   * A deletion, or a record without a version, cuts: it wins over everything before it, and over
   * nothing behind it. So the outcome does not depend on where a slice begins.
   */
  private String forgetBeforeLastCut(String version) {
    return "DELETE FROM "
        + INCOMING
        + " t USING "
        + INCOMING
        + " l WHERE "
        + isCut(version)
        + " AND "
        + sameKey()
        + " AND "
        + position("t")
        + " < "
        + position("l");
  }

  /** What is stored came before the cut. */
  private String deleteCut(String version) {
    return "DELETE FROM "
        + table.quoted()
        + " t USING "
        + INCOMING
        + " l WHERE "
        + isCut(version)
        + " AND "
        + sameKey();
  }

  private static String isCut(String version) {
    return "(l." + DELETED + " OR l." + version + " IS NULL)";
  }

  private static String position(String alias) {
    return String.format(
        "(%1$s.%2$s, %1$s.%3$s)", alias, TargetTable.PARTITION, TargetTable.OFFSET);
  }

  /** What is stored stays when it is newer than what comes. */
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
