// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.environment.Remedy;
import java.util.List;

/** What became of the attempt to treat an incident. */
public sealed interface Outcome {

  /** One sentence for the timeline. */
  String message();

  /** It is over, and that has been checked. */
  record Helped(Remedy remedy, String message) implements Outcome {}

  /** Everything that may be tried has been tried. */
  record NotHelped(String message) implements Outcome {}

  /** Nothing was done, and why. */
  record Withheld(String message) implements Outcome {}

  /** What would be done. */
  record Planned(Remedy remedy, List<String> steps) implements Outcome {
    public Planned {
      steps = List.copyOf(steps);
    }

    @Override
    public String message() {
      return remedy.id() + ": " + String.join("; ", steps);
    }
  }
}
