// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.environment.Remedy;
import io.azud.server.incident.diagnosis.Scene;
import java.util.List;

/** Looks after the stores, beside a pipeline that runs. */
final class Maintain implements Treatment {
  @Override
  public Remedy remedy() {
    return Remedy.MAINTAIN;
  }

  @Override
  public List<String> steps(Scene scene) {
    return List.of(
        "run azud maintain: compact small files, expire old snapshots, remove files that nothing"
            + " needs, make partitions and bring rows of the default one into them");
  }

  @Override
  public void apply(Scene scene, Hands hands, int round) {
    hands.maintain();
  }
}
