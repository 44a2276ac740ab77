// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.util.Map;

/** What runs the pipelines is alive: the embedded platform's servers, or the cluster's pods. */
public final class RuntimeAlive implements Check {
  @Override
  public String name() {
    return "runtime-alive";
  }

  @Override
  public String question() {
    return "Is what runs the pipelines alive: the embedded platform's servers, or the pods?";
  }

  @Override
  public String target(Scene scene) {
    String platform = scene.environment().platform();
    return platform.isEmpty() ? "environment " + scene.environment().name() : platform;
  }

  @Override
  public Observation observe(Scene scene) {
    if (scene.environment().platform().isEmpty()) {
      return Observation.unknown(target(scene), "this environment has no embedded platform");
    }
    Map<String, Object> servers = scene.platform().check(scene.environment());
    return Observation.ok(target(scene), servers.toString());
  }
}
