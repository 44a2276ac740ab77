// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Slice;
import io.azud.spi.SliceReceipt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.util.Tasks;
import org.apache.iceberg.util.ThreadPools;

/** What the writers of a batch have left, looked at once more before it becomes visible. */
final class Receipts {

  private Receipts() {}

  /**
   * The counts of the whole batch.
   *
   * @throws AzudException {@code BOOKS_UNBALANCED} when there is not one receipt for each slice, or
   *     rows and counts differ
   */
  static Counts balanced(Batch batch, List<SliceReceipt> receipts) {
    Set<Slice> received = receipts.stream().map(SliceReceipt::slice).collect(Collectors.toSet());
    if (received.size() != receipts.size() || !received.equals(Set.copyOf(batch.slices()))) {
      throw unbalanced(
          batch.id()
              + " consists of "
              + batch.slices()
              + ", but there are receipts for "
              + receipts.stream().map(SliceReceipt::slice).toList());
    }
    Set<String> paths = new HashSet<>();
    Counts total = Counts.ZERO;
    for (SliceReceipt receipt : receipts) {
      long rows = 0;
      for (String text : receipt.files()) {
        StoredFile file = StoredFile.fromJson(text);
        rows += file.rows();
        if (!paths.add(file.path())) {
          throw unbalanced(batch.id() + " names the file " + file.path() + " twice");
        }
      }
      if (rows != receipt.counts().accepted() || rows != receipt.rows()) {
        throw unbalanced(
            batch.id()
                + ", slice "
                + receipt.slice()
                + ", has "
                + receipt.counts().accepted()
                + " accepted records, but its files hold "
                + rows
                + " rows");
      }
      total = total.plus(receipt.counts());
    }
    return total;
  }

  /**
   * The files as the table knows them, each as large in the store as it was written.
   *
   * @throws AzudException {@code BOOKS_UNBALANCED} when one is missing or has another size
   */
  static List<DataFile> files(List<SliceReceipt> receipts, Table table) {
    List<DataFile> files =
        receipts.stream()
            .flatMap(receipt -> receipt.files().stream())
            .map(text -> StoredFile.fromJson(text).dataFile(table.specs()))
            .toList();
    FileIO io = table.io();
    Tasks.foreach(files)
        .stopOnFailure()
        .throwFailureWhenFinished()
        .executeWith(ThreadPools.getWorkerPool())
        .run(file -> refuseDamaged(file, io));
    return files;
  }

  private static void refuseDamaged(DataFile file, FileIO io) {
    long stored;
    try {
      stored = io.newInputFile(file.location()).getLength();
    } catch (NotFoundException e) {
      throw unbalanced("cannot be committed: its file " + file.location() + " is gone");
    }
    if (stored != file.fileSizeInBytes()) {
      throw unbalanced(
          "cannot be committed: its file "
              + file.location()
              + " has "
              + stored
              + " bytes, but "
              + file.fileSizeInBytes()
              + " were written");
    }
  }

  private static AzudException unbalanced(String what) {
    return new AzudException(
        ErrorCode.BOOKS_UNBALANCED,
        "batch " + what + "; nothing was committed: transform the batch again");
  }
}
