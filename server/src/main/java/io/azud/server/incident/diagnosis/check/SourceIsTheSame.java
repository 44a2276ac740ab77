// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.engine.database.PostgresDatabase;
import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.spi.Source;
import java.util.Optional;

/** The source is the one that was read so far. */
public final class SourceIsTheSame implements Check {
  @Override
  public String name() {
    return "source-is-the-same";
  }

  @Override
  public String question() {
    return "Is the source the one that was read so far, and not one made anew in its place?";
  }

  @Override
  public String target(Scene scene) {
    return SourceName.of(scene.pipeline());
  }

  @Override
  public Observation observe(Scene scene) {
    PostgresDatabase ledger = scene.ledger();
    Optional<String> known =
        LedgerQuery.text(
            ledger,
            "SELECT source_identity FROM azud.pipeline WHERE pipeline = ?",
            scene.pipeline().name());
    if (known.isEmpty()) {
      return Observation.ok(target(scene), "nothing has been read yet");
    }
    try (Source source = scene.connections().source()) {
      String found = source.identity();
      return found.equals(known.get())
          ? Observation.ok(target(scene), "it is " + found)
          : Observation.broken(
              target(scene),
              ErrorCode.SOURCE_REPLACED,
              "so far " + known.get() + " was read, now there is " + found);
    }
  }
}
