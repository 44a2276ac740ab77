// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.database.Sql;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import io.azud.position.Lineage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The driver's door to the ledger: who runs a pipeline, where it began, and which sinks it has
 * written.
 *
 * <p>The ledger is a plan and an index. What a sink holds is decided by the sink's own watermark;
 * everything here except dead letters and books could be made anew from the stores. Calls are short
 * transactions of their own and may come from any thread.
 */
public final class Ledger {
  /** The format of the tables that this version reads and writes. */
  static final int FORMAT = 1;

  private final PostgresDatabase database;

  public Ledger(PostgresDatabase database) {
    this.database = database;
  }

  /** Makes the tables that are missing; safe beside another instance. */
  public void create() {
    database.inTransaction(
        "make the ledger's tables",
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('azud.ledger'))");
            statement.execute(script());
          }
          refuseAnotherFormat(connection);
          return null;
        });
  }

  private static String script() {
    try (InputStream in = Ledger.class.getResourceAsStream("ledger.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("ledger.sql is part of this jar", e);
    }
  }

  private static void refuseAnotherFormat(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("SELECT max(version) FROM azud.ledger_format")) {
      version.next();
      if (version.getInt(1) != FORMAT) {
        throw new AzudException(
            ErrorCode.RUNTIME_UNSUPPORTED,
            "the ledger has format "
                + version.getInt(1)
                + ", this Azud knows format "
                + FORMAT
                + "; use the Azud version that wrote it, or a newer one");
      }
    }
  }

  /** Whether the ledger's tables exist. */
  public boolean exists() {
    return database.inTransaction(
        "look for the ledger",
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet found =
                  statement.executeQuery("SELECT to_regclass('azud.task_run') IS NOT NULL")) {
            found.next();
            return found.getBoolean(1);
          }
        });
  }

  /**
   * Makes this instance the pipeline's only one.
   *
   * @return the new epoch, larger than every earlier one
   * @throws AzudException {@code SOURCE_REPLACED} when the source is not the one that the pipeline
   *     has read so far
   */
  public long takeOver(Pipeline pipeline, String sourceIdentity, Lineage lineage, String owner) {
    return database.inTransaction(
        "take the pipeline over",
        connection -> {
          Known known =
              Sql.of(
                      "INSERT INTO azud.pipeline AS p"
                          + " (pipeline, epoch, owner, source_identity, lineage, config_hash)"
                          + " VALUES (?, 1, ?, ?, ?, ?)"
                          + " ON CONFLICT (pipeline) DO UPDATE SET epoch = p.epoch + 1, owner = EXCLUDED.owner,"
                          + " config_hash = EXCLUDED.config_hash, taken_over_at = clock_timestamp()"
                          + " RETURNING epoch, source_identity",
                      pipeline.name(),
                      owner,
                      sourceIdentity,
                      lineage.name(),
                      pipeline.hash())
                  .first(connection, row -> new Known(row.getLong(1), row.getString(2)))
                  .orElseThrow();
          refuseAnotherSource(pipeline.name(), known.source(), sourceIdentity);
          return known.epoch();
        });
  }

  private static void refuseAnotherSource(String pipeline, String known, String found) {
    if (!known.equals(found)) {
      throw new AzudException(
          ErrorCode.SOURCE_REPLACED,
          "pipeline "
              + pipeline
              + " has read source "
              + known
              + " so far, but finds "
              + found
              + " in its place (a topic that was deleted and made again?); its positions mean nothing there."
              + " Give the pipeline a new name to read the new source from its start");
    }
  }

  /**
   * @throws AzudException {@code FENCED} when another instance has taken over since
   */
  public void requireEpoch(String pipeline, long epoch) {
    database.inTransaction(
        "read the pipeline's epoch",
        connection -> {
          Epochs.require(connection, pipeline, epoch);
          return null;
        });
  }

  /**
   * Where each partition begins: recorded when the partition is first seen, never changed
   * afterwards.
   *
   * @param firsts the first readable position of each partition
   */
  public Map<Integer, Long> bases(String pipeline, Map<Integer, Long> firsts) {
    return database.inTransaction(
        "record where the partitions begin",
        connection -> {
          for (Map.Entry<Integer, Long> first : firsts.entrySet()) {
            Sql.of(
                    "INSERT INTO azud.base VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    pipeline,
                    first.getKey(),
                    first.getValue())
                .update(connection);
          }
          return readBases(connection, pipeline);
        });
  }

  /** The recorded bases; empty before the first run. */
  public Map<Integer, Long> bases(String pipeline) {
    return database.inTransaction(
        "read where the partitions begin", connection -> readBases(connection, pipeline));
  }

  private static Map<Integer, Long> readBases(Connection connection, String pipeline)
      throws SQLException {
    return Sql.of("SELECT partition, first_offset FROM azud.base WHERE pipeline = ?", pipeline)
        .list(connection, row -> Map.entry(row.getInt(1), row.getLong(2)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Notes that a sink has taken its first commit of this pipeline. */
  public void noteSink(String pipeline, String sink) {
    database.inTransaction(
        "note a sink",
        connection ->
            Sql.of(
                    "INSERT INTO azud.sink (pipeline, sink) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    pipeline,
                    sink)
                .update(connection));
  }

  /** The sinks that hold something of this pipeline, as far as the ledger knows. */
  public Set<String> notedSinks(String pipeline) {
    return database.inTransaction(
        "read the noted sinks",
        connection ->
            Set.copyOf(
                Sql.of("SELECT sink FROM azud.sink WHERE pipeline = ?", pipeline)
                    .list(connection, row -> row.getString(1))));
  }

  /**
   * Records that positions {@code [start, end)} are gone and that somebody decided to go on without
   * them.
   */
  public void recordLoss(String pipeline, String sink, int partition, long start, long end) {
    database.inTransaction(
        "record a loss",
        connection ->
            Sql.of(
                    "INSERT INTO azud.loss (pipeline, sink, partition, start_offset, end_offset, accepted_by)"
                        + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    pipeline,
                    sink,
                    partition,
                    start,
                    end,
                    System.getProperty("user.name", "unknown"))
                .update(connection));
  }

  /** What the ledger knows of a pipeline that was just taken over. */
  private record Known(long epoch, String source) {}
}
