// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.environment.Remedy;
import io.azud.server.incident.diagnosis.Scene;
import java.util.List;

/** Starts what runs the pipeline again. */
final class RestartRuntime implements Treatment {
  @Override
  public Remedy remedy() {
    return Remedy.RESTART_RUNTIME;
  }

  @Override
  public List<String> steps(Scene scene) {
    String platform = scene.environment().platform();
    return List.of(
        platform.isEmpty()
            ? "restart the pods of this pipeline that have failed"
            : "start the embedded platform in " + platform + " again, on its own data");
  }

  @Override
  public void apply(Scene scene, Hands hands, int round) {
    hands.restartRuntime();
  }
}
