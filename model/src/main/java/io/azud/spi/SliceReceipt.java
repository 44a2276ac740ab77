// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.batch.Counts;
import io.azud.position.Slice;
import java.io.Serializable;
import java.util.List;

/**
 * What a {@link SliceWriter} leaves to the commit.
 *
 * @param rows how many rows the files hold, or the transaction wrote
 * @param bytes how large the files are; 0 when there are none
 * @param files one text for each data file, understood by the sink that wrote it
 */
public record SliceReceipt(Slice slice, Counts counts, long rows, long bytes, List<String> files)
    implements Serializable {
  public SliceReceipt {
    files = List.copyOf(files);
  }
}
