// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;

/**
 * The {@code $defs} of one JSON Schema: what is used in several places or within itself. Not
 * thread-safe.
 */
public final class SchemaDefinitions {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode definitions = JSON.objectNode();

  /** A reference to a definition, which is made when it is first asked for. */
  ObjectNode refer(String name, Supplier<ObjectNode> definition) {
    if (!definitions.has(name)) {
      definitions.putNull(name);
      definitions.set(name, definition.get());
    }
    return JSON.objectNode().put("$ref", "#/$defs/" + name);
  }

  /**
   * What fits the constraint, or a text with a reference in it, whose value is not known to an
   * editor.
   */
  ObjectNode orReference(ObjectNode constraint) {
    ObjectNode either = JSON.objectNode();
    either.putArray("anyOf").add(constraint).add(refer("reference", this::reference));
    return either;
  }

  /** A text that is one reference and nothing else. */
  ObjectNode secret() {
    return refer(
        "secret",
        () ->
            JSON.objectNode()
                .put("type", "string")
                .put("description", "A secret, by reference only: ${env:NAME} or ${file:path}.")
                .put("pattern", "^\\$\\{(env|file):[^}]+\\}$"));
  }

  public ObjectNode asJson() {
    return definitions;
  }

  private ObjectNode reference() {
    return JSON.objectNode()
        .put("type", "string")
        .put("description", "Text with ${env:NAME} or ${file:path} in it.")
        .put("pattern", "\\$\\{(env|file):[^}]+\\}");
  }
}
