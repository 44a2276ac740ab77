// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** The disks that this machine's part of the work needs have room. */
public final class DiskLeft implements Check {
  private static final long LITTLE = 200L << 20;
  private static final long SHORT = 2L << 30;

  @Override
  public String name() {
    return "disk-left";
  }

  @Override
  public String question() {
    return "Have the temporary directory and the platform's directory room left?";
  }

  @Override
  public String target(Scene scene) {
    return String.join(", ", directories(scene).stream().map(File::getPath).toList());
  }

  @Override
  public Observation observe(Scene scene) {
    List<String> evidence = new ArrayList<>();
    long least = Long.MAX_VALUE;
    for (File directory : directories(scene)) {
      long left = directory.getUsableSpace();
      evidence.add(directory + ": " + Memory.shown(left) + " left");
      least = Math.min(least, left);
    }
    String text = String.join("\n", evidence);
    if (least < LITTLE) {
      return Observation.broken(target(scene), ErrorCode.TRY_AGAIN, text);
    }
    return least < SHORT
        ? Observation.suspect(target(scene), text)
        : Observation.ok(target(scene), text);
  }

  private static List<File> directories(Scene scene) {
    List<File> directories = new ArrayList<>();
    directories.add(new File(System.getProperty("java.io.tmpdir")));
    scene
        .where()
        .map(environment -> environment.spark().conf().get("spark.local.dir"))
        .ifPresent(directory -> directories.add(new File(directory)));
    scene
        .where()
        .map(environment -> environment.platform())
        .filter(directory -> !directory.isEmpty())
        .ifPresent(directory -> directories.add(new File(directory)));
    return directories.stream().filter(File::isDirectory).toList();
  }
}
