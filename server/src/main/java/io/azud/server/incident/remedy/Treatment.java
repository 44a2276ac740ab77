// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.environment.Remedy;
import io.azud.server.incident.diagnosis.Scene;
import java.util.List;
import java.util.Set;

/** How one remedy is applied. */
public interface Treatment {

  Remedy remedy();

  /** The checks that must find everything in order afterwards, whatever they found before. */
  default Set<String> proof() {
    return Set.of();
  }

  /** What it would do here, step by step; changes nothing. */
  List<String> steps(Scene scene);

  /**
   * Does it. Whether it helped is found out by whoever calls.
   *
   * @param round from 0: how often it was applied to this incident already
   * @throws io.azud.error.AzudException when it cannot be done
   */
  void apply(Scene scene, Hands hands, int round);
}
