// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import io.azud.engine.database.PostgresDatabase;
import io.azud.error.AzudException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds up in the ledger what the books do not say: how commits ended and how long batches took.
 * Nothing rests on it, so a failure to keep it is logged and forgotten.
 */
public final class Tallies {
  private static final Logger LOG = LoggerFactory.getLogger(Tallies.class);

  /** The upper limits of the buckets into which durations fall, in seconds. */
  public static final List<Double> LIMITS =
      List.of(
          0.1,
          0.25,
          0.5,
          1.0,
          2.5,
          5.0,
          10.0,
          30.0,
          60.0,
          120.0,
          300.0,
          600.0,
          1800.0,
          Double.POSITIVE_INFINITY);

  private static final String ADD_COMMIT =
      "INSERT INTO azud.commit_tally AS t (pipeline, sink, outcome, commits, bytes, files)"
          + " VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT (pipeline, sink, outcome) DO UPDATE SET"
          + " commits = t.commits + 1, bytes = t.bytes + EXCLUDED.bytes,"
          + " files = t.files + EXCLUDED.files, last_at = clock_timestamp()";

  private static final String ADD_DURATION =
      "INSERT INTO azud.stage_tally AS t (pipeline, stage, at_most, batches, seconds)"
          + " VALUES (?, ?, ?, 1, ?) ON CONFLICT (pipeline, stage, at_most) DO UPDATE SET"
          + " batches = t.batches + 1, seconds = t.seconds + EXCLUDED.seconds";

  private final PostgresDatabase database;

  public Tallies(PostgresDatabase database) {
    this.database = database;
  }

  /**
   * @param durations by stage
   */
  public void add(String pipeline, List<CommitTally> commits, Map<String, Duration> durations) {
    try {
      database.inTransaction(
          "add to the tallies",
          connection -> {
            addCommits(connection, pipeline, commits);
            addDurations(connection, pipeline, durations);
            return null;
          });
    } catch (AzudException e) {
      LOG.warn("the ledger did not keep a batch's tallies: {}", e.getMessage());
    }
  }

  private static void addCommits(Connection connection, String pipeline, List<CommitTally> commits)
      throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD_COMMIT)) {
      for (CommitTally commit : commits) {
        add.setString(1, pipeline);
        add.setString(2, commit.sink());
        add.setString(3, commit.outcome().id());
        add.setLong(4, commit.bytes());
        add.setLong(5, commit.files());
        add.executeUpdate();
      }
    }
  }

  private static void addDurations(
      Connection connection, String pipeline, Map<String, Duration> durations) throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD_DURATION)) {
      for (Map.Entry<String, Duration> each : durations.entrySet()) {
        double seconds = each.getValue().toNanos() / 1e9;
        add.setString(1, pipeline);
        add.setString(2, each.getKey());
        add.setDouble(3, bucket(seconds));
        add.setDouble(4, seconds);
        add.executeUpdate();
      }
    }
  }

  private static double bucket(double seconds) {
    return LIMITS.stream().filter(limit -> seconds <= limit).findFirst().orElseThrow();
  }
}
