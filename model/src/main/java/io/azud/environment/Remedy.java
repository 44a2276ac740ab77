// SPDX-License-Identifier: Apache-2.0
package io.azud.environment;

import java.util.Locale;

/**
 * What level 1 may do by itself. Nothing here can lose data: whatever could is not a remedy but a
 * command that a person types.
 */
public enum Remedy {
  /** Wait until what did not answer answers again, then go on. */
  WAIT_AND_RETRY,
  /** Make the topic, tables, partitions or ledger tables that are missing and declared. */
  CREATE_DECLARED,
  /** Ask the stores whether a commit took effect, and finish it. */
  FINISH_COMMIT,
  /** Give the prepared batch up, prepare its range anew, and load that. */
  PREPARE_AGAIN,
  /** Work through the pending range in halves, so that one piece too big or bad stands alone. */
  SMALLER_RANGE,
  /** Start what runs the pipeline again: the embedded platform's servers, a pod, a deployment. */
  RESTART_RUNTIME,
  /** Compact small files, expire snapshots, make partitions and bring strays into them. */
  MAINTAIN;

  /** As the environment file and people write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
