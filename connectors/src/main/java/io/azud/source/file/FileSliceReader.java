// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.position.Slice;
import io.azud.spi.RecordCursor;
import io.azud.spi.SliceReader;
import java.util.List;
import java.util.Map;

/**
 * Opens slices of files on an executor; carries the files' names with it, as executors do not ask
 * the ledger.
 */
record FileSliceReader(FileLocation location, Format format, Map<Slice, List<RegisteredFile>> files)
    implements SliceReader {

  FileSliceReader {
    files = Map.copyOf(files);
  }

  @Override
  public RecordCursor open(Slice slice) {
    List<RegisteredFile> wanted = files.get(slice);
    if (wanted == null) {
      throw new AzudException(
          ErrorCode.INTERNAL, "slice " + slice + " is not one that this reader was made for");
    }
    return new FileCursor(wanted, format, location.open());
  }
}
