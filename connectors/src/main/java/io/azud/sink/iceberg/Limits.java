// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

/**
 * What one writer may take up.
 *
 * @param fileBytes a file that is this large is complete
 * @param rowGroupBytes what an open Parquet or ORC file keeps in memory at most
 * @param openBytes what all open files of a fan-out keep in memory
 * @param chunkBytes rows that are sorted or clustered in memory at a time
 */
record Limits(long fileBytes, long rowGroupBytes, long openBytes, long chunkBytes) {
  static final long ROW_GROUP_BYTES = 64L << 20;
  private static final long FILE_BYTES = 512L << 20;

  /** Limits for this JVM: several writers share its heap. */
  static Limits ofThisJvm() {
    long heap = Runtime.getRuntime().maxMemory();
    return new Limits(
        FILE_BYTES, ROW_GROUP_BYTES, within(heap / 16, 256L << 20), within(heap / 32, 128L << 20));
  }

  private static long within(long bytes, long most) {
    return Math.max(16L << 20, Math.min(bytes, most));
  }
}
