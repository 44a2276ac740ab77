// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.util.List;
import java.util.Locale;

/** How many of the latest records were rejected, and by which rules. */
public final class DeadLetterShare implements Check {
  private static final String RULES =
      "SELECT stage || '.' || rule || ': ' || count(*) FROM azud.dead_letter WHERE pipeline = ?"
          + " AND recorded_at > clock_timestamp() - interval '1 day' GROUP BY stage, rule"
          + " ORDER BY count(*) DESC LIMIT 10";
  private static final String SHARE =
      "SELECT (SELECT count(*) FROM azud.dead_letter AS letter WHERE letter.pipeline = last.pipeline"
          + " AND letter.batch = last.batch) || '/' || last.positions FROM (SELECT pipeline, batch,"
          + " (SELECT sum((slice ->> 'end')::bigint - (slice ->> 'start')::bigint)"
          + " FROM jsonb_array_elements(slices) AS slice) AS positions FROM azud.batch"
          + " WHERE pipeline = ? ORDER BY planned_at DESC LIMIT 1) AS last";

  @Override
  public String name() {
    return "dead-letter-share";
  }

  @Override
  public String question() {
    return "Is the share of rejected records within the declared limit?";
  }

  @Override
  public String target(Scene scene) {
    return "azud.dead_letter";
  }

  @Override
  public Observation observe(Scene scene) {
    String pipeline = scene.pipeline().name();
    List<String> rules = LedgerQuery.rows(scene.ledger(), RULES, row -> row.getString(1), pipeline);
    if (rules.isEmpty()) {
      return Observation.ok(target(scene), "no record was rejected within a day");
    }
    double limit = scene.pipeline().deadLetters().maxRatio();
    double share =
        LedgerQuery.text(scene.ledger(), SHARE, pipeline).map(DeadLetterShare::ratio).orElse(0.0);
    String evidence =
        String.format(
            Locale.ROOT,
            "%.1f %% of the last planned batch rejected, the limit is %.1f %%; within a day, by rule:%n%s",
            100 * share,
            100 * limit,
            String.join("\n", rules));
    return share > limit || hasStopped(scene)
        ? Observation.broken(target(scene), ErrorCode.DEAD_LETTERS_OVER_LIMIT, evidence)
        : Observation.suspect(target(scene), evidence);
  }

  /**
   * A batch that was stopped for this leaves its dead letters, and no plan to compare them with.
   */
  private static boolean hasStopped(Scene scene) {
    return scene.incident().code().equals(ErrorCode.DEAD_LETTERS_OVER_LIMIT.name());
  }

  private static double ratio(String fraction) {
    int slash = fraction.indexOf('/');
    double whole = Double.parseDouble(fraction.substring(slash + 1));
    return whole == 0 ? 0 : Double.parseDouble(fraction.substring(0, slash)) / whole;
  }
}
