// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.maintain;

import io.azud.engine.OpenPipeline;
import io.azud.engine.database.AdvisoryLock;
import io.azud.engine.ledger.PreparedBatch.PreparedSlice;
import io.azud.engine.ledger.PreparedBatches;
import io.azud.engine.maintain.MaintenanceReport.Failure;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.spi.Maintenance;
import io.azud.spi.Maintenance.Mode;
import io.azud.spi.Maintenance.Waiting;
import io.azud.spi.Maintenance.Work;
import io.azud.spi.Sink;
import io.azud.spi.Upkeep;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks after the stores of one pipeline, one after another. The pipeline may run meanwhile: no
 * epoch is raised, and nobody is fenced. One at a time for a pipeline.
 */
public final class PipelineMaintenance {
  private final OpenPipeline open;
  private final Clock clock;
  private final Consumer<String> progress;

  /**
   * @param open stays the caller's
   * @param progress hears what is begun and done; called by any thread
   */
  public PipelineMaintenance(OpenPipeline open, Clock clock, Consumer<String> progress) {
    this.open = open;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * A store that fails does not keep the others from being looked after; its failure is in the
   * report.
   *
   * @throws AzudException {@code TRY_AGAIN} while another maintenance of the pipeline is at work;
   *     what keeps the ledger from being asked
   */
  public MaintenanceReport run(Set<Work> work, Mode mode) {
    if (mode == Mode.DRY_RUN) {
      return look(work, mode);
    }
    try (Connection lock = open.ledgerDatabase().open()) {
      lock.setAutoCommit(false);
      if (!AdvisoryLock.tryTake(lock, "azud.maintain/" + open.pipeline().name())) {
        throw new AzudException(
            ErrorCode.TRY_AGAIN,
            "another maintenance of this pipeline is at work; wait until it ends");
      }
      return look(work, mode);
    } catch (SQLException e) {
      throw open.ledgerDatabase().failure("hold the maintenance's lock", e);
    }
  }

  private MaintenanceReport look(Set<Work> work, Mode mode) {
    // Read before any store is: a batch that is loaded from now on has its files in the table.
    List<Waiting> waiting = waiting();
    Maintenance order = new Maintenance(work, mode, clock.instant(), waiting, progress);
    if (needsSpark(work)) {
      open.spark().session();
    }
    Map<String, List<Upkeep>> done = new LinkedHashMap<>();
    List<Failure> failures = new ArrayList<>();
    for (Sink sink : open.sinks()) {
      try {
        done.put(sink.name(), sink.maintain(order));
      } catch (AzudException e) {
        failures.add(new Failure(sink.name(), e));
      }
    }
    return new MaintenanceReport(open.pipeline().name(), mode, done, failures);
  }

  private boolean needsSpark(Set<Work> work) {
    return !open.pipeline().lake().isEmpty() && !work.equals(Set.of(Work.PARTITIONS));
  }

  private List<Waiting> waiting() {
    if (!open.ledger().exists()) {
      return List.of();
    }
    return new PreparedBatches(open.ledgerDatabase())
        .allWaiting(open.pipeline().name()).stream()
            .map(
                batch ->
                    new Waiting(
                        batch.batch(),
                        batch.slices().stream().map(PreparedSlice::receipt).toList()))
            .toList();
  }
}
