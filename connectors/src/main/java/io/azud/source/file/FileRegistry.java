// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.engine.database.PostgresDatabase;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which file contents a pipeline has taken up, in the ledger's database: each content once, with a
 * number that never changes. Numbers have no gaps.
 */
final class FileRegistry {

  /** Any constant that nothing else in the database locks. */
  private static final long MAKING_TABLES = 0x617a75645f66696cL;

  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS azud.source_registry (
            pipeline text PRIMARY KEY,
            id uuid NOT NULL DEFAULT gen_random_uuid())\
          """,
          """
          CREATE TABLE IF NOT EXISTS azud.source_file (
            pipeline text NOT NULL,
            file_number int NOT NULL,
            uri text NOT NULL,
            bytes bigint NOT NULL,
            modified timestamptz NOT NULL,
            etag text NOT NULL,
            sha256 text NOT NULL,
            found_at timestamptz NOT NULL DEFAULT now(),
            given_up_at timestamptz,
            PRIMARY KEY (pipeline, file_number),
            UNIQUE (pipeline, sha256))\
          """,
          """
          CREATE TABLE IF NOT EXISTS azud.source_file_seen (
            pipeline text NOT NULL,
            uri text NOT NULL,
            bytes bigint NOT NULL,
            modified timestamptz NOT NULL,
            etag text NOT NULL,
            sha256 text NOT NULL,
            PRIMARY KEY (pipeline, uri))\
          """);

  private final PostgresDatabase database;
  private final String pipeline;
  private String identity = "";

  FileRegistry(PostgresDatabase database, String pipeline) {
    this.database = database;
    this.pipeline = pipeline;
  }

  /**
   * Tells this registry from one that was made after the ledger was lost: its numbers mean other
   * files.
   */
  String identity() {
    if (identity.isEmpty()) {
      makeTables();
    }
    identity = database.inTransaction("read the file registry", this::identify);
    return identity;
  }

  private String identify(Connection connection) throws SQLException {
    try (PreparedStatement make =
        connection.prepareStatement(
            "INSERT INTO azud.source_registry (pipeline) VALUES (?) ON CONFLICT DO NOTHING")) {
      make.setString(1, pipeline);
      make.executeUpdate();
    }
    try (PreparedStatement select =
        connection.prepareStatement("SELECT id FROM azud.source_registry WHERE pipeline = ?")) {
      select.setString(1, pipeline);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private void makeTables() {
    database.inTransaction(
        "make the file registry",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            if (exist(statement)) {
              return null;
            }
            statement.execute("SELECT pg_advisory_xact_lock(" + MAKING_TABLES + ")");
            try (ResultSet schema =
                statement.executeQuery("SELECT to_regnamespace('azud') IS NULL")) {
              schema.next();
              if (schema.getBoolean(1)) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS azud");
              }
            }
            for (String table : TABLES) {
              statement.execute(table);
            }
            return null;
          }
        });
  }

  private static boolean exist(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "SELECT count(to_regclass(name)) = 3 FROM unnest(ARRAY['azud.source_registry',"
                + " 'azud.source_file', 'azud.source_file_seen']) AS name")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** The files whose content is known, by uri, each with its content's hash. */
  Map<String, Hashed> seen() {
    return database.inTransaction(
        "read the file registry",
        connection -> {
          Map<String, Hashed> seen = new HashMap<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT uri, bytes, modified, etag, sha256 FROM azud.source_file_seen WHERE"
                      + " pipeline = ?")) {
            select.setString(1, pipeline);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                FoundFile file =
                    new FoundFile(
                        row.getString(1),
                        row.getLong(2),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4));
                seen.put(file.uri(), new Hashed(file, row.getString(5)));
              }
            }
          }
          return seen;
        });
  }

  /** Takes up the contents that are new, in this order, and remembers all these files. */
  void register(List<Hashed> files) {
    database.inTransaction(
        "register new files",
        connection -> {
          // One instance after the other, so that numbers have no gaps.
          execute(
              connection,
              "SELECT 1 FROM azud.source_registry WHERE pipeline = ? FOR UPDATE",
              pipeline);
          int next = count(connection);
          for (Hashed file : files) {
            next += insert(connection, file, next);
            remember(connection, file);
          }
          return null;
        });
  }

  private int insert(Connection connection, Hashed file, int number) throws SQLException {
    return execute(
        connection,
        "INSERT INTO azud.source_file (pipeline, file_number, uri, bytes, modified, etag, sha256)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pipeline, sha256) DO NOTHING",
        pipeline,
        number,
        file.file().uri(),
        file.file().bytes(),
        file.file().modified().atOffset(ZoneOffset.UTC),
        file.file().etag(),
        file.sha256());
  }

  private void remember(Connection connection, Hashed file) throws SQLException {
    execute(
        connection,
        "INSERT INTO azud.source_file_seen (pipeline, uri, bytes, modified, etag, sha256) VALUES"
            + " (?, ?, ?, ?, ?, ?) ON CONFLICT (pipeline, uri) DO UPDATE SET bytes ="
            + " EXCLUDED.bytes, modified = EXCLUDED.modified, etag = EXCLUDED.etag, sha256 ="
            + " EXCLUDED.sha256",
        pipeline,
        file.file().uri(),
        file.file().bytes(),
        file.file().modified().atOffset(ZoneOffset.UTC),
        file.file().etag(),
        file.sha256());
  }

  /** How many contents there are. */
  int count() {
    return database.inTransaction("read the file registry", this::count);
  }

  private int count(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT coalesce(max(file_number) + 1, 0) FROM azud.source_file WHERE pipeline = ?")) {
      select.setString(1, pipeline);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /** When the files at these places of their lanes were found; those not known are left out. */
  Map<Integer, Instant> foundAt(Map<Integer, Long> ordinals) {
    return database.inTransaction(
        "read the file registry",
        connection -> {
          Map<Integer, Instant> found = new HashMap<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT found_at FROM azud.source_file WHERE pipeline = ? AND file_number = ?")) {
            for (Map.Entry<Integer, Long> place : ordinals.entrySet()) {
              select.setString(1, pipeline);
              select.setInt(2, Lineage.fileNumber(place.getKey(), place.getValue()));
              try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                  found.put(place.getKey(), row.getObject(1, OffsetDateTime.class).toInstant());
                }
              }
            }
          }
          return found;
        });
  }

  /** The files of a slice, in order. */
  List<RegisteredFile> files(Slice slice) {
    return database.inTransaction(
        "read the file registry",
        connection -> {
          List<RegisteredFile> files = new ArrayList<>();
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT file_number, uri, sha256, given_up_at IS NOT NULL FROM azud.source_file"
                      + " WHERE pipeline = ? AND file_number % ? = ? AND file_number >= ? AND"
                      + " file_number < ? ORDER BY file_number")) {
            select.setString(1, pipeline);
            select.setInt(2, Lineage.LANES);
            select.setInt(3, slice.partition());
            select.setLong(4, slice.start() * Lineage.LANES);
            select.setLong(5, slice.end() * Lineage.LANES);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                files.add(
                    new RegisteredFile(
                        row.getInt(1), row.getString(2), row.getString(3), row.getBoolean(4)));
              }
            }
          }
          return files;
        });
  }

  /**
   * Makes lost contents empty for good. Should one of them turn up again, it is a new file, as its
   * number may have been passed.
   */
  void giveUp(List<RegisteredFile> files) {
    database.inTransaction(
        "give up lost files",
        connection -> {
          for (RegisteredFile file : files) {
            execute(
                connection,
                "UPDATE azud.source_file SET given_up_at = now(), sha256 = sha256 || ' given up as"
                    + " ' || file_number WHERE pipeline = ? AND file_number = ? AND given_up_at IS"
                    + " NULL",
                pipeline,
                file.number());
            execute(
                connection,
                "DELETE FROM azud.source_file_seen WHERE pipeline = ? AND sha256 = ?",
                pipeline,
                file.sha256());
          }
          return null;
        });
  }

  private static int execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.execute() ? 0 : statement.getUpdateCount();
    }
  }

  /** A file and the SHA-256 of its content. */
  record Hashed(FoundFile file, String sha256) {
    boolean isOf(RegisteredFile content) {
      return content.sha256().equals(sha256);
    }
  }
}
