// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import io.azud.engine.definition.yaml.Problems;
import io.azud.engine.definition.yaml.YamlNode;
import io.azud.engine.definition.yaml.YamlNode.Scalar;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One reading of one file: what its references refer to, and where findings go. */
public record Reading(References references, Problems problems) {

  /**
   * A reading in which nothing can be referred to; for text that does not come from a user's file.
   */
  static Reading ofConstants() {
    return new Reading(new References(Map.of(), Path.of("")), new Problems());
  }

  void problem(YamlNode node, String message) {
    problems.add(node.position(), message);
  }

  /** The scalar's text with its references replaced; empty when one of them leads nowhere. */
  Optional<References.Resolved> resolve(Scalar scalar) {
    try {
      return Optional.of(references.resolve(scalar.text()));
    } catch (Misfit e) {
      problem(scalar, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The same reading with its findings thrown away, for a second look at what has been reported
   * already.
   */
  Reading silently() {
    return new Reading(references, new Problems());
  }
}
