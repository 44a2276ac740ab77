// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.ledger;

import io.azud.engine.database.Sql;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Holds a pipeline's epoch for the length of a ledger transaction. */
final class Epochs {
  private Epochs() {}

  /**
   * Until the transaction ends nobody else can take the pipeline over.
   *
   * @throws AzudException {@code FENCED} when somebody has
   */
  static void require(Connection connection, String pipeline, long epoch) throws SQLException {
    Optional<Long> current =
        Sql.of("SELECT epoch FROM azud.pipeline WHERE pipeline = ? FOR SHARE", pipeline)
            .first(connection, row -> row.getLong(1));
    if (!current.equals(Optional.of(epoch))) {
      throw new AzudException(
          ErrorCode.FENCED,
          "pipeline "
              + pipeline
              + " has been taken over by another instance; this one (epoch "
              + epoch
              + ") has stopped and changed nothing more");
    }
  }
}
