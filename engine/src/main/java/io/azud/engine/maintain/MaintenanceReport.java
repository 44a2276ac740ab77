// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.maintain;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.spi.Maintenance.Mode;
import io.azud.spi.Upkeep;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of maintenance.
 *
 * @param sinks what was done in each store, in the order in which they were looked after
 * @param failures stores that could not be looked after
 */
public record MaintenanceReport(
    String pipeline, Mode mode, Map<String, List<Upkeep>> sinks, List<Failure> failures) {

  public MaintenanceReport {
    sinks = Collections.unmodifiableMap(new LinkedHashMap<>(sinks));
    failures = List.copyOf(failures);
  }

  /** A store that could not be looked after, or not to the end. */
  public record Failure(String sink, AzudException reason) {}

  public boolean isNothing() {
    return failures.isEmpty()
        && sinks.values().stream().flatMap(List::stream).allMatch(Upkeep::isNothing);
  }

  /** What could not be done because others were at work. */
  public List<String> busy() {
    return sinks.values().stream()
        .flatMap(List::stream)
        .flatMap(upkeep -> upkeep.busy().stream())
        .toList();
  }

  /**
   * @throws AzudException the first failure; {@code TRY_AGAIN} when something was busy; {@code
   *     NOTHING_TO_DO}
   */
  public void requireDone() {
    for (Failure failure : failures) {
      throw failure.reason();
    }
    if (!busy().isEmpty()) {
      throw new AzudException(
          ErrorCode.TRY_AGAIN, String.join("; ", busy()) + "; run 'azud maintain' again later");
    }
    if (isNothing()) {
      throw new AzudException(
          ErrorCode.NOTHING_TO_DO, "pipeline " + pipeline + " needs no maintenance");
    }
  }
}
