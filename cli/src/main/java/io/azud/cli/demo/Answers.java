// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.demo;

import io.azud.catalog.Catalogs;
import io.azud.engine.OpenPipeline;
import io.azud.engine.database.PostgresDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Asks both stores. Every answer is rows of text, as a person would read them. */
final class Answers {
  private final OpenPipeline open;

  Answers(OpenPipeline open) {
    this.open = open;
  }

  /** From the Iceberg table, through Spark SQL. */
  List<List<String>> fromLake(Question question) {
    SparkSession spark = open.spark().session();
    Catalogs.sparkCatalog(open.environment()).forEach(spark.conf()::set);
    String table =
        open.environment().catalog().name()
            + "."
            + open.environment().catalog().namespace()
            + "."
            + open.pipeline().lake().get(0).table();
    List<List<String>> answer = new ArrayList<>();
    for (Row row : spark.sql(question.sql().replace("{table}", table)).collectAsList()) {
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < row.length(); i++) {
        texts.add(String.valueOf(row.get(i)));
      }
      answer.add(texts);
    }
    return answer;
  }

  /** From the PostgreSQL table. */
  List<List<String>> fromPostgres(Question question) {
    String table = open.pipeline().postgres().get(0).table();
    return new PostgresDatabase(open.environment().postgres())
        .inTransaction(
            "ask for an answer",
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL TIME ZONE 'UTC'");
                return rows(statement.executeQuery(question.sql().replace("{table}", table)));
              }
            });
  }

  private static List<List<String>> rows(ResultSet row) throws SQLException {
    List<List<String>> answer = new ArrayList<>();
    while (row.next()) {
      List<String> texts = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        texts.add(row.getString(i));
      }
      answer.add(texts);
    }
    return answer;
  }
}
