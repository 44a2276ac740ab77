// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.engine.definition.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An object that may contain objects of its own kind; in the JSON Schema a definition that refers
 * to itself.
 */
public final class LazyShape<T> implements Shape<T> {
  private final String definition;
  private final Supplier<ObjectShape<T>> shape;

  private LazyShape(String definition, Supplier<ObjectShape<T>> shape) {
    this.definition = definition;
    this.shape = shape;
  }

  /**
   * @param definition its name in the JSON Schema
   */
  public static <T> LazyShape<T> of(String definition, Supplier<ObjectShape<T>> shape) {
    return new LazyShape<>(definition, shape);
  }

  @Override
  public Optional<T> read(YamlNode node, Reading reading) {
    return shape.get().read(node, reading);
  }

  @Override
  public ObjectNode schema(SchemaDefinitions definitions) {
    return definitions.refer(definition, () -> shape.get().schema(definitions));
  }

  @Override
  public String type() {
    return shape.get().type();
  }

  @Override
  public List<ObjectShape<?>> objects() {
    return List.of(shape.get());
  }
}
