// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.run;

import io.azud.engine.pass.PassReport;
import io.azud.engine.pass.SinkFailure;
import java.util.Map;

/** Hears how a run goes; called on the run's own thread, and must return quickly. */
public interface RunListener {

  /** The instance owns the pipeline now. */
  default void started(long epoch) {}

  /**
   * A pass is about to run.
   *
   * @param records how many positions it covers
   * @param pending how many the source has beyond the hindmost sink, these included
   */
  default void passStarted(long records, long pending) {}

  default void passEnded(PassReport report) {}

  /** A sink is left alone for a while; the others go on. */
  default void sinkPaused(SinkFailure failure) {}

  /** A round failed as a whole and is tried again. */
  default void roundFailed(SinkFailure failure) {}

  /** Nothing is pending. */
  default void idle(Map<Integer, Long> end) {}
}
