// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.engine.database.PostgresDatabase;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/** The prepared batches of all pipelines; a pipeline has one at most. */
public final class PreparedBatches {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PostgresDatabase database;

  public PreparedBatches(PostgresDatabase database) {
    this.database = database;
  }

  /** How a prepared batch ended. */
  public enum End {
    LOADED,
    /** Its files were thrown away, and its range will be worked through again. */
    ABANDONED
  }

  /** Keeps a batch for the load; it replaces one of the same range. */
  public void keep(PreparedBatch prepared, long epoch) {
    database.inTransaction(
        "keep a prepared batch",
        connection -> {
          Epochs.require(connection, prepared.pipeline(), epoch);
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO azud.batch AS b (pipeline, batch, epoch, config_hash, slices, state, receipts)"
                      + " VALUES (?, ?, ?, ?, ?::jsonb, 'prepared', ?::jsonb)"
                      + " ON CONFLICT (pipeline, batch) DO UPDATE SET epoch = EXCLUDED.epoch,"
                      + " config_hash = EXCLUDED.config_hash, state = 'prepared', receipts = EXCLUDED.receipts,"
                      + " tries = b.tries + 1, planned_at = clock_timestamp(), ended_at = NULL")) {
            insert.setString(1, prepared.pipeline());
            insert.setString(2, prepared.batch());
            insert.setLong(3, epoch);
            insert.setString(4, prepared.configHash());
            insert.setString(
                5,
                write(prepared.slices().stream().map(PreparedBatch.PreparedSlice::slice).toList()));
            insert.setString(6, write(prepared));
            return insert.executeUpdate();
          }
        });
  }

  /** The batch that waits to be loaded. */
  public Optional<PreparedBatch> waiting(String pipeline) {
    return database.inTransaction(
        "read the prepared batch",
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT receipts FROM azud.batch WHERE pipeline = ? AND state = 'prepared'"
                      + " ORDER BY planned_at DESC LIMIT 1")) {
            select.setString(1, pipeline);
            try (ResultSet row = select.executeQuery()) {
              return row.next() ? Optional.of(read(row.getString(1))) : Optional.empty();
            }
          }
        });
  }

  /** The batch no longer waits. */
  public void end(PreparedBatch prepared, End end) {
    database.inTransaction(
        "end a prepared batch",
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE azud.batch SET state = ?, ended_at = clock_timestamp(), receipts = NULL"
                      + " WHERE pipeline = ? AND batch = ?")) {
            update.setString(1, end.name().toLowerCase(java.util.Locale.ROOT));
            update.setString(2, prepared.pipeline());
            update.setString(3, prepared.batch());
            return update.executeUpdate();
          }
        });
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("receipts are plain values", e);
    }
  }

  private static PreparedBatch read(String json) {
    try {
      return JSON.readValue(json, PreparedBatch.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("azud.batch.receipts is not what this version writes", e);
    }
  }
}
