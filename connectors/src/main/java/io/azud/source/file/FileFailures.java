// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** The ways in which a file can fail to be read. */
final class FileFailures {

  private FileFailures() {}

  static AzudException missing(String path) {
    return new AzudException(
        ErrorCode.FILES_UNREADABLE,
        path
            + " does not exist: check source.files.path, or make the directory (an empty one is"
            + " fine)");
  }

  static AzudException unreadable(String uri, Exception cause) {
    String why = cause instanceof AccessDeniedException ? "permission denied" : reason(cause);
    return new AzudException(
        ErrorCode.FILES_UNREADABLE,
        shown(uri) + " cannot be read (" + why + "): let this user read it",
        cause);
  }

  static AzudException damaged(RegisteredFile file, long rows, Exception cause) {
    return new AzudException(
        ErrorCode.FILES_UNREADABLE,
        "file "
            + shown(file.uri())
            + " (number "
            + file.number()
            + ") cannot be read beyond its first "
            + rows
            + " records: "
            + reason(cause)
            + "; the pipeline stops rather than skip the rest. Replace the file by a sound one,"
            + " then run 'azud run --accept-loss': it gives this content up and takes the new one",
        cause);
  }

  /** The reader's words, which may hold the file's; never longer than a line. */
  private static String reason(Exception cause) {
    return shown(String.valueOf(cause.getMessage()));
  }

  /** Whoever names a file or fills it writes these words too: they must not look like a log's. */
  private static String shown(String words) {
    String line = words.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
    return line.length() > 256 ? line.substring(0, 255) + "…" : line;
  }

  static AzudException gone(RegisteredFile file, IOException cause) {
    return new AzudException(
        ErrorCode.OFFSETS_LOST,
        "file "
            + shown(file.uri())
            + " (number "
            + file.number()
            + ", SHA-256 "
            + file.sha256()
            + ") was found but is gone before it was loaded; the pipeline stops rather than skip"
            + " it: put the file back under any name, or run 'azud run --accept-loss' to go on"
            + " without it",
        cause);
  }

  static AzudException changed(RegisteredFile file) {
    return new AzudException(
        ErrorCode.SOURCE_REPLACED,
        "file "
            + shown(file.uri())
            + " (number "
            + file.number()
            + ") changed after it was found or while it was read: its"
            + " SHA-256 is not "
            + file.sha256()
            + " any more. Put the old content back under any name, or run 'azud run --accept-loss'"
            + " to go on with the new one only");
  }
}
