// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.engine.definition.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * What a value in a file must look like to be a {@code T}. One declaration reads the value, reports
 * what is wrong with it, and describes it in the JSON Schema and in the reference pages. Immutable.
 */
public interface Shape<T> {

  /** The value; empty when it does not fit, and then there is a finding. */
  Optional<T> read(YamlNode node, Reading reading);

  /** The JSON Schema of the values that fit. */
  ObjectNode schema(SchemaDefinitions definitions);

  /** What a table of options shows as the type, in Markdown. */
  String type();

  /**
   * The objects that a value is or directly contains: they have sections of their own in the
   * reference pages.
   */
  List<ObjectShape<?>> objects();
}
