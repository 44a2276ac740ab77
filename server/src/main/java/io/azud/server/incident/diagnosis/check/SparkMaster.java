// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.net.URI;
import java.util.List;

/** The Spark master takes connections. */
public final class SparkMaster implements Check {
  @Override
  public String name() {
    return "spark-master";
  }

  @Override
  public String question() {
    return "Does the declared Spark master take connections?";
  }

  @Override
  public String target(Scene scene) {
    return scene.environment().spark().master();
  }

  @Override
  public Observation observe(Scene scene) {
    String master = target(scene);
    if (master.startsWith("local")) {
      return Observation.ok(
          master, "Spark runs in the task's own process, of " + processors() + " processors");
    }
    if (master.startsWith("k8s://")) {
      URI api = URI.create(master.substring("k8s://".length()));
      return Connect.toAnyOf(List.of(WebAddress.of(api)), ErrorCode.KUBERNETES_UNREACHABLE);
    }
    if (master.startsWith("spark://")) {
      return Connect.toAnyOf(
          Connect.Address.of(master.substring("spark://".length())), ErrorCode.SPARK_UNREACHABLE);
    }
    return Observation.unknown(master, "where its resource manager is stands in its own files");
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }
}
