// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

/**
 * Turns a record's bytes into typed values, strictly: whatever the contract does not allow is a
 * rejection, nothing is lost or changed silently.
 *
 * <p>An instance belongs to one thread and may keep buffers between calls.
 */
public interface Decoder {

  /**
   * @param record has a value
   * @param row receives one value for each column of the contract, in the representation that
   *     {@link io.azud.pipeline.DataType} gives; what it holds after a rejection means nothing
   * @return {@link Verdict#ACCEPTED} or a {@link Verdict.Rejection} of stage {@link
   *     Verdict.Stage#DECODE}; bad input never throws
   */
  Verdict decode(RawRecord record, Object[] row);
}
