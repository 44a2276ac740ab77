// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.SchemaDefinitions;

/**
 * The JSON Schema (draft 2020-12) of Azud's files, for editors; made from the declarations that
 * read the files.
 */
public final class JsonSchema {
  private JsonSchema() {}

  /** Of pipeline files, as JSON text. */
  public static String pipeline() {
    return text("Azud pipeline", PipelineShape.SHAPE);
  }

  /** Of environment files, as JSON text. */
  public static String environment() {
    return text("Azud environment", EnvironmentShape.SHAPE);
  }

  private static String text(String title, ObjectShape<?> shape) {
    SchemaDefinitions definitions = new SchemaDefinitions();
    ObjectNode root = shape.schema(definitions);
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("title", title);
    schema.setAll(root);
    schema.set("$defs", definitions.asJson());
    return schema.toPrettyString();
  }
}
