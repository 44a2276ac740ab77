// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;

/**
 * A declared path and what is needed to reach it; serialised to executors, which then see the same
 * files.
 */
record FileLocation(String path, Environment.Store store) implements Serializable {

  private static final String S3 = "s3://";

  FileLocation {
    String folders = path.substring(0, path.lastIndexOf('/') + 1);
    if (folders.contains("*")) {
      throw new AzudException(
          ErrorCode.PIPELINE_INVALID,
          "source.files.path " + path + ": only its last part may hold *");
    }
  }

  FileStore open() {
    if (path.startsWith(S3)) {
      return new S3Files(path, store);
    }
    Path local =
        path.startsWith("file:") ? Path.of(URI.create(path.replace("*", "%2A"))) : Path.of(path);
    return new LocalFiles(
        local.toAbsolutePath().normalize(), LocalFiles.SETTLED_AFTER, Clock.systemUTC());
  }
}
