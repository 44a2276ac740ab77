// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.database;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A lock with a name, held until the end of the transaction: it does not outlive a lost connection
 * and needs no session, so it works behind a transaction pooler too.
 */
public final class AdvisoryLock {

  /**
   * Held by whoever makes something in the schema {@code azud}: {@code IF NOT EXISTS} alone is no
   * protection.
   */
  public static final String SCHEMA = "azud.schema";

  private AdvisoryLock() {}

  /** Waits for the lock, at most {@code lock_timeout}. */
  public static void take(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
      statement.setLong(1, key(name));
      statement.execute();
    }
  }

  /** Takes the lock if nobody has it; says whether. */
  public static boolean tryTake(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
      statement.setLong(1, key(name));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static long key(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
