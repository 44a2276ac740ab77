// SPDX-License-Identifier: Apache-2.0
package io.azud.error;

import java.util.Locale;

/**
 * Every way in which Azud can fail, with who has to act, whether trying again can help, and the
 * exit status.
 *
 * <p>A name is a promise: alerts, runbook anchors and the orchestrator's retry policy refer to it.
 * Codes are added, never renamed.
 */
public enum ErrorCode {
  USAGE(Blame.USER, false, 2),
  PIPELINE_INVALID(Blame.USER, false, 3),
  ENVIRONMENT_INVALID(Blame.USER, false, 3),
  INCOMPATIBLE_CHANGE(Blame.USER, false, 3),
  RUNTIME_UNSUPPORTED(Blame.USER, false, 3),

  KAFKA_UNREACHABLE(Blame.EXTERNAL, true, 4),
  KAFKA_REFUSED(Blame.USER, false, 4),
  TOPIC_MISSING(Blame.USER, false, 4),
  POSTGRES_UNREACHABLE(Blame.EXTERNAL, true, 4),
  POSTGRES_REFUSED(Blame.USER, false, 4),
  STORE_UNREACHABLE(Blame.EXTERNAL, true, 4),
  STORE_REFUSED(Blame.USER, false, 4),
  BUCKET_MISSING(Blame.USER, false, 4),
  CATALOG_UNREACHABLE(Blame.EXTERNAL, true, 4),
  CATALOG_REFUSED(Blame.USER, false, 4),
  SPARK_UNREACHABLE(Blame.EXTERNAL, true, 4),
  SPARK_FAILED(Blame.EXTERNAL, true, 4),
  KUBERNETES_UNREACHABLE(Blame.EXTERNAL, true, 4),
  PLATFORM_UNHEALTHY(Blame.EXTERNAL, true, 4),
  PLATFORM_START_FAILED(Blame.EXTERNAL, false, 4),
  FILES_UNREADABLE(Blame.USER, false, 4),
  LOGS_UNREACHABLE(Blame.EXTERNAL, true, 4),
  LOGS_REFUSED(Blame.USER, false, 4),

  DEAD_LETTERS_OVER_LIMIT(Blame.USER, false, 5),
  CHECK_STOPPED(Blame.USER, false, 5),
  OFFSETS_LOST(Blame.EXTERNAL, false, 5),
  SOURCE_REPLACED(Blame.EXTERNAL, false, 5),
  SOURCE_DAMAGED(Blame.EXTERNAL, false, 5),
  SINK_HISTORY_CHANGED(Blame.EXTERNAL, false, 5),
  BOOKS_UNBALANCED(Blame.INTERNAL, false, 5),

  FENCED(Blame.USER, false, 6),

  COMMIT_UNKNOWN(Blame.EXTERNAL, true, 75),
  TRY_AGAIN(Blame.EXTERNAL, true, 75),
  NOTHING_TO_DO(Blame.USER, false, 99),
  INTERNAL(Blame.INTERNAL, false, 1);

  private final Blame blame;
  private final boolean retryable;
  private final int exitStatus;

  ErrorCode(Blame blame, boolean retryable, int exitStatus) {
    this.blame = blame;
    this.retryable = retryable;
    this.exitStatus = exitStatus;
  }

  public Blame blame() {
    return blame;
  }

  /** Whether the same act can succeed later without anybody changing anything. */
  public boolean retryable() {
    return retryable;
  }

  /** The exit status of a command that fails with this code. */
  public int exitStatus() {
    return exitStatus;
  }

  /** The anchor of this code's entry in the runbook. */
  public String runbook() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
