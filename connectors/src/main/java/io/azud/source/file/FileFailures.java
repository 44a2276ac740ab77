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
    String why =
        cause instanceof AccessDeniedException
            ? "permission denied"
            : String.valueOf(cause.getMessage());
    return new AzudException(
        ErrorCode.FILES_UNREADABLE,
        uri + " cannot be read (" + why + "): let this user read it",
        cause);
  }

  static AzudException damaged(RegisteredFile file, long rows, Exception cause) {
    return new AzudException(
        ErrorCode.FILES_UNREADABLE,
        "file "
            + file.uri()
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

  /** The reader's words, without line ends and never longer than a line. */
  private static String reason(Exception cause) {
    String words = String.valueOf(cause.getMessage()).replaceAll("\\p{Cntrl}+", " ");
    return words.length() > 200 ? words.substring(0, 200) + "…" : words;
  }

  static AzudException gone(RegisteredFile file, IOException cause) {
    return new AzudException(
        ErrorCode.OFFSETS_LOST,
        "file "
            + file.uri()
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
            + file.uri()
            + " (number "
            + file.number()
            + ") changed after it was found or while it was read: its"
            + " SHA-256 is not "
            + file.sha256()
            + " any more. Put the old content back under any name, or run 'azud run --accept-loss'"
            + " to go on with the new one only");
  }
}
