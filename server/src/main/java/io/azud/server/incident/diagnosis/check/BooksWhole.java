// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.util.List;

/** The books of each sink have no hole and no overlap. */
public final class BooksWhole implements Check {
  /** A slice that does not begin where the one before ended, and was not given up either. */
  private static final String GAPS =
      "SELECT sink || ', partition ' || partition || ': ' || before || ' to ' || start_offset FROM"
          + " (SELECT sink, partition, start_offset, lag(end_offset) OVER (PARTITION BY sink, partition"
          + " ORDER BY start_offset) AS before FROM azud.books WHERE pipeline = ?) AS slices"
          + " WHERE start_offset <> before AND NOT EXISTS (SELECT FROM azud.loss WHERE pipeline = ?"
          + " AND loss.sink = slices.sink AND loss.partition = slices.partition"
          + " AND loss.end_offset > before AND loss.start_offset < slices.start_offset) LIMIT 10";

  @Override
  public String name() {
    return "books-whole";
  }

  @Override
  public String question() {
    return "Do the books of each sink follow one another without a hole or an overlap?";
  }

  @Override
  public String target(Scene scene) {
    return "azud.books";
  }

  @Override
  public Observation observe(Scene scene) {
    String pipeline = scene.pipeline().name();
    List<String> gaps =
        LedgerQuery.rows(scene.ledger(), GAPS, row -> row.getString(1), pipeline, pipeline);
    return gaps.isEmpty()
        ? Observation.ok(target(scene), "no hole and no overlap; 'azud verify' counts the stores")
        : Observation.broken(target(scene), ErrorCode.BOOKS_UNBALANCED, String.join("\n", gaps));
  }
}
