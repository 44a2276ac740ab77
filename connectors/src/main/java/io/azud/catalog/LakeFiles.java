// SPDX-License-Identifier: Apache-2.0
package io.azud.catalog;

import io.azud.environment.Environment;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.FileIO;

/** Opens the files of an environment's warehouse, on the driver and on executors. */
public final class LakeFiles implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Environment environment;

  public LakeFiles(Environment environment) {
    this.environment = environment;
  }

  /** Access of its own; the caller closes it. */
  public FileIO open() {
    return CatalogUtil.loadFileIO(
        LakeSettings.fileIo(environment),
        LakeSettings.store(environment),
        new Configuration(false));
  }

  /** The warehouse without a slash at its end. */
  public String warehouse() {
    return environment.catalog().warehouse().replaceAll("/+$", "");
  }
}
