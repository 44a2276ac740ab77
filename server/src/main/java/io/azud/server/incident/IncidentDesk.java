// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where reports come in, from wherever. A report is never lost because the ledger is what is down:
 * it waits in the {@link Spool} until the ledger answers. Thread-safe.
 */
public final class IncidentDesk {
  private final IncidentLedger ledger;
  private final Spool spool;
  private final Consumer<Incident> procedure;

  /**
   * @param procedure told of each incident that is new or back, on the calling thread; it must
   *     return at once
   */
  public IncidentDesk(IncidentLedger ledger, Spool spool, Consumer<Incident> procedure) {
    this.ledger = ledger;
    this.spool = spool;
    this.procedure = procedure;
  }

  /** Files a report. */
  public Filing file(IncidentReport report) {
    Filing filing = kept(report);
    if (filing.isNew()) {
      filing.incident().ifPresent(procedure);
    }
    return filing;
  }

  private Filing kept(IncidentReport report) {
    try {
      ledger.create();
      fileWaiting();
      return ledger.file(report);
    } catch (AzudException e) {
      if (e.code() != ErrorCode.POSTGRES_UNREACHABLE && e.code() != ErrorCode.TRY_AGAIN) {
        throw e;
      }
      return spool.keep(report);
    }
  }

  /** The alert behind this report no longer fires. */
  public Optional<Incident> alertEnded(IncidentReport report) {
    fileWaiting();
    return ledger.alertEnded(report);
  }

  /** Files what has waited for the ledger. */
  public void fileWaiting() {
    spool.drain(ledger::fileLate);
  }
}
