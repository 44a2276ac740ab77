// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.run;

/**
 * How a run goes.
 *
 * @param ending when it ends by itself
 * @param loss what to do about positions that the source has lost
 * @param recordsAPartition how many positions of a partition a pass covers at most
 */
public record RunOptions(Ending ending, Loss loss, long recordsAPartition) {
  public static final long DEFAULT_RECORDS_A_PARTITION = 1_000_000;

  public static final RunOptions CONTINUOUS =
      new RunOptions(Ending.WHEN_TOLD, Loss.STOP, DEFAULT_RECORDS_A_PARTITION);
  public static final RunOptions UNTIL_END =
      new RunOptions(Ending.AT_THE_SOURCES_END, Loss.STOP, DEFAULT_RECORDS_A_PARTITION);

  /** When a run ends by itself. */
  public enum Ending {
    WHEN_TOLD,
    /** When every sink has all that the source had when the run began. */
    AT_THE_SOURCES_END
  }

  /** What to do about positions that the source no longer has. */
  public enum Loss {
    STOP,
    /** Record the loss and go on behind it. */
    ACCEPT
  }
}
