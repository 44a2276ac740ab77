// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.error.AzudException;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.spi.RawRecord;
import io.azud.spi.RecordCursor;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Reads the files of one slice, one after the other. A file whose bytes are not those that were
 * registered is found out at its end at the latest, before the slice has ended.
 */
final class FileCursor implements RecordCursor {

  private final List<RegisteredFile> files;
  private final Format format;
  private final FileStore store;

  private int next;
  private RegisteredFile file;
  private VerifiedFile open;
  private FileRecords records;
  private long row;
  private RawRecord record;

  FileCursor(List<RegisteredFile> files, Format format, FileStore store) {
    this.files = files.stream().filter(one -> !one.givenUp()).toList();
    this.format = format;
    this.store = store;
  }

  @Override
  public boolean advance() {
    while (open != null || next < files.size()) {
      if (open == null) {
        openNext();
      }
      byte[] value = read();
      if (value != null) {
        record = new RawRecord(file.number(), row++, -1, null, value, List.of(), records.fields());
        return true;
      }
      verify();
      closeFile();
    }
    record = null;
    return false;
  }

  @Override
  public RawRecord record() {
    return record;
  }

  @Override
  public void close() {
    try {
      closeFile();
    } finally {
      store.close();
    }
  }

  private void openNext() {
    file = files.get(next++);
    row = 0;
    try {
      open = VerifiedFile.open(file, format.kind(), store);
      records = open.records(format);
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  private byte[] read() {
    try {
      return records.next();
    } catch (IOException | RuntimeException e) {
      throw failure(e);
    }
  }

  private void verify() {
    try {
      if (!open.isAsRegistered()) {
        throw FileFailures.changed(file);
      }
    } catch (NoSuchFileException e) {
      throw FileFailures.gone(file, e);
    } catch (IOException e) {
      throw FileFailures.unreadable(file.uri(), e);
    }
  }

  private AzudException failure(Exception e) {
    if (e instanceof AzudException known) {
      return known;
    }
    if (e instanceof NoSuchFileException gone) {
      return FileFailures.gone(file, gone);
    }
    if (open == null) {
      return FileFailures.unreadable(file.uri(), e);
    }
    // A file that changed under the reader looks damaged, too.
    verify();
    return FileFailures.damaged(file, row, e);
  }

  private void closeFile() {
    FileRecords closingRecords = records;
    VerifiedFile closingFile = open;
    records = null;
    open = null;
    try {
      if (closingRecords != null) {
        closingRecords.close();
      }
      if (closingFile != null) {
        closingFile.close();
      }
    } catch (IOException e) {
      throw FileFailures.unreadable(file.uri(), e);
    }
  }
}
