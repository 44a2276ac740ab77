// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.verify;

import io.azud.batch.Counts;
import java.util.List;

/**
 * One source partition of one sink: what the ledger says, what the store says, and what does not
 * agree.
 *
 * @param base where the pipeline began
 * @param watermark where the sink stands
 * @param gaps positions without a record: transaction markers and compacted records
 * @param lost positions that the source had lost and that were given up
 * @param rows counted in the store below the watermark
 * @param distinct different positions among them
 * @param beyond rows in the store that the watermark does not cover
 * @param deadLetters counted in the dead letters below the watermark
 * @param recovered of these, rows that the sink got by redriving
 * @param problems one sentence each; empty when all agrees
 */
public record PartitionCheck(
    int partition,
    long base,
    long watermark,
    Counts counts,
    long gaps,
    long lost,
    long rows,
    long distinct,
    long beyond,
    long deadLetters,
    long recovered,
    List<String> problems) {

  public PartitionCheck {
    problems = List.copyOf(problems);
  }
}
