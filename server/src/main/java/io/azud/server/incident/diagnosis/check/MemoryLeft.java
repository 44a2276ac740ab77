// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;

/** This machine has memory left. */
public final class MemoryLeft implements Check {
  @Override
  public String name() {
    return "memory-left";
  }

  @Override
  public String question() {
    return "Has this machine memory left?";
  }

  @Override
  public String target(Scene scene) {
    return "this machine's memory";
  }

  @Override
  public Observation observe(Scene scene) {
    long left = Memory.left();
    long all = Memory.ofMachine();
    String evidence =
        Memory.shown(left)
            + " of "
            + Memory.shown(all)
            + " left; this process may take "
            + Memory.shown(Runtime.getRuntime().maxMemory());
    return left * 20 < all
        ? Observation.suspect(target(scene), evidence)
        : Observation.ok(target(scene), evidence);
  }
}
