// SPDX-License-Identifier: Apache-2.0
package io.azud.position;

import java.io.Serializable;

/**
 * A half-open range {@code [start, end)} of one source partition. Reading the same slice always
 * gives the same records.
 *
 * @param partition a Kafka partition, or a lane of files
 */
public record Slice(int partition, long start, long end) implements Serializable {

  public Slice {
    if (partition < 0 || start < 0 || end < start) {
      throw new IllegalArgumentException(
          "not a slice: partition " + partition + " [" + start + ", " + end + ")");
    }
  }

  public long length() {
    return end - start;
  }

  @Override
  public String toString() {
    return partition + "[" + start + "," + end + ")";
  }
}
