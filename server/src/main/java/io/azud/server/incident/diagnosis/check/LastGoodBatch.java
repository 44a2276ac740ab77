// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.util.Optional;

/** When data last arrived in the stores. */
public final class LastGoodBatch implements Check {
  private static final String LAST =
      "SELECT 'batch ' || batch || ' into ' || sink || ' at '"
          + " || to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || ', '"
          + " || extract(epoch FROM clock_timestamp() - recorded_at)::bigint || ' s ago: partition '"
          + " || partition || ' up to ' || end_offset"
          + " FROM azud.books WHERE pipeline = ? ORDER BY recorded_at DESC LIMIT 1";

  @Override
  public String name() {
    return "last-good-batch";
  }

  @Override
  public String question() {
    return "Has a batch of this pipeline been recorded, and when?";
  }

  @Override
  public String target(Scene scene) {
    return "azud.books";
  }

  @Override
  public Observation observe(Scene scene) {
    Optional<String> last = LedgerQuery.text(scene.ledger(), LAST, scene.pipeline().name());
    return Observation.ok(target(scene), last.orElse("no batch has been recorded yet"));
  }
}
