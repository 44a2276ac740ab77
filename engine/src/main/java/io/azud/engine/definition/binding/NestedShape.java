// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.engine.definition.yaml.YamlNode;
import io.azud.engine.definition.yaml.YamlNode.Mapping;
import java.util.List;
import java.util.Optional;

/** A value that is written as a scalar when that is enough, and otherwise as an object. */
public final class NestedShape<T> implements Shape<T> {
  private final ScalarShape<T> scalar;
  private final LazyShape<T> object;

  private NestedShape(ScalarShape<T> scalar, LazyShape<T> object) {
    this.scalar = scalar;
    this.object = object;
  }

  public static <T> NestedShape<T> of(ScalarShape<T> scalar, LazyShape<T> object) {
    return new NestedShape<>(scalar, object);
  }

  @Override
  public Optional<T> read(YamlNode node, Reading reading) {
    return node instanceof Mapping ? object.read(node, reading) : scalar.read(node, reading);
  }

  @Override
  public ObjectNode schema(SchemaDefinitions definitions) {
    ObjectNode either = JsonNodeFactory.instance.objectNode();
    either.putArray("anyOf").add(scalar.schema(definitions)).add(object.schema(definitions));
    return either;
  }

  @Override
  public String type() {
    return scalar.type() + " or " + object.type();
  }

  @Override
  public List<ObjectShape<?>> objects() {
    return object.objects();
  }
}
