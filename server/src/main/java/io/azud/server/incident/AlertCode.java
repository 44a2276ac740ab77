// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

/**
 * What alerts watch beyond the {@link io.azud.error.ErrorCode}s with which something fails. As
 * there, a name is a promise: codes are added, never renamed.
 */
public enum AlertCode {
  FRESHNESS_MISSED,
  LAG_OVER_OBJECTIVE,
  PIPELINE_STALLED,
  SCHEDULE_MISSED,
  DEADLINE_MISSED,
  TASK_FAILED,
  RETENTION_CLOSE,
  PARTITION_MISSING,
  DEFAULT_PARTITION_ROWS,
  SMALL_FILES,
  DISK_ALMOST_FULL,
  SERVER_DOWN,
  EXPORTER_DOWN
}
