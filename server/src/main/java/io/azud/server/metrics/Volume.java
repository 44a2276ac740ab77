// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.environment.Environment;
import io.azud.render.metric.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory whose file system can run full. */
record Volume(String name, Path directory) {

  /** The embedded platform's, when there is one, and that of temporary files. */
  static List<Volume> of(Environment environment) {
    List<Volume> volumes = new ArrayList<>();
    if (!environment.platform().isEmpty()) {
      volumes.add(new Volume("platform", Path.of(environment.platform())));
    }
    volumes.add(new Volume("temporary", Path.of(System.getProperty("java.io.tmpdir"))));
    return List.copyOf(volumes);
  }

  /** Nothing when the directory is gone. */
  void add(Samples samples) {
    long size = directory.toFile().getTotalSpace();
    if (size > 0) {
      samples.add(Metric.DISK_SIZE, size, name);
      samples.add(Metric.DISK_FREE, directory.toFile().getUsableSpace(), name);
    }
  }
}
