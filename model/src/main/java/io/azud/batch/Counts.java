// SPDX-License-Identifier: Apache-2.0
package io.azud.batch;

import java.io.Serializable;

/**
 * What became of the records of a slice.
 *
 * @param read records that the source gave
 * @param accepted rows written to the sinks
 * @param rejected dead letters
 * @param filtered records that the pipeline's filter left out
 * @param tombstones records without a value
 * @param warned accepted records that failed a check with {@code onFail: warn}
 */
public record Counts(
    long read, long accepted, long rejected, long filtered, long tombstones, long warned)
    implements Serializable {
  public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0);

  /** Whether every record that was read is accounted for. */
  public boolean balances() {
    return read == accepted + rejected + filtered + tombstones;
  }

  public Counts plus(Counts other) {
    return new Counts(
        read + other.read,
        accepted + other.accepted,
        rejected + other.rejected,
        filtered + other.filtered,
        tombstones + other.tombstones,
        warned + other.warned);
  }
}
