// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import java.io.IOException;

/** A record that is larger than {@link FileRecords#MAX_RECORD_BYTES}. */
final class RecordTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  RecordTooLargeException() {
    super("a record of more than " + FileRecords.MAX_RECORD_BYTES / (1024 * 1024) + " MiB");
  }
}
