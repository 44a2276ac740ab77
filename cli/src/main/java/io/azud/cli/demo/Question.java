// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.demo;

import java.util.List;

/**
 * A question that both stores answer with the same SQL.
 *
 * @param sql with {@code {table}} where the table's name goes; gives text and whole numbers only,
 *     so that answers can be compared exactly
 */
record Question(String title, List<String> columns, String sql) {

  static final List<Question> ALL =
      List.of(
          new Question(
              "Which airport keeps its passengers waiting?",
              List.of("airport", "flights", "cancelled", "late", "mean delay"),
              "SELECT origin, count(*), count(CASE WHEN status = 'cancelled' THEN 1 END),"
                  + " count(CASE WHEN late THEN 1 END), CAST(round(avg(dep_delay)) AS bigint)"
                  + " FROM {table} GROUP BY origin ORDER BY origin"),
          new Question(
              "Which month was the worst?",
              List.of("month", "flights", "late", "cancelled"),
              "SELECT CAST(extract(MONTH FROM scheduled_at) AS bigint), count(*), count(CASE WHEN late THEN 1 END),"
                  + " count(CASE WHEN status = 'cancelled' THEN 1 END) FROM {table}"
                  + " GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 5"),
          new Question(
              "Which routes are flown most?",
              List.of("from", "to", "flights", "miles", "carriers"),
              "SELECT origin, dest, count(*), sum(distance), count(DISTINCT carrier) FROM {table}"
                  + " GROUP BY origin, dest ORDER BY 3 DESC, 1, 2 LIMIT 5"));
}
