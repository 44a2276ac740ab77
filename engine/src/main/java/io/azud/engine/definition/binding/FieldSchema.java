// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.engine.definition.yaml.YamlNode;
import io.azud.engine.definition.yaml.YamlNode.Mapping;
import io.azud.engine.definition.yaml.YamlNode.Scalar;
import io.azud.engine.definition.yaml.YamlNode.Sequence;
import java.math.BigDecimal;

/** The JSON Schema of one option: its value's, with what an editor shows about the option. */
final class FieldSchema {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private FieldSchema() {}

  static ObjectNode of(Field<?> field, SchemaDefinitions definitions) {
    ObjectNode schema = JSON.objectNode().put("description", field.description());
    ObjectNode value = field.shape().schema(definitions);
    value.remove("description");
    schema.setAll(value);
    if (!field.defaultText().isEmpty()) {
      schema.set("default", json(field.defaultText()));
    }
    if (!field.example().isEmpty()) {
      schema.putArray("examples").add(json(field.example()));
    }
    return schema;
  }

  private static JsonNode json(String yaml) {
    return json(Field.node(yaml).orElseThrow(() -> new IllegalArgumentException(yaml)));
  }

  private static JsonNode json(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return json(scalar);
    }
    if (node instanceof Sequence sequence) {
      ArrayNode array = JSON.arrayNode();
      sequence.items().forEach(item -> array.add(json(item)));
      return array;
    }
    ObjectNode object = JSON.objectNode();
    ((Mapping) node).entries().forEach((key, entry) -> object.set(key, json(entry.value())));
    return object;
  }

  private static JsonNode json(Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> JSON.textNode(scalar.text());
      case INTEGER -> JSON.numberNode(Long.parseLong(scalar.text()));
      case DECIMAL -> JSON.numberNode(new BigDecimal(scalar.text()));
      case BOOLEAN -> JSON.booleanNode(Boolean.parseBoolean(scalar.text()));
      case NULL -> JSON.nullNode();
    };
  }
}
