// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.engine.definition.yaml.YamlNode;
import io.azud.engine.definition.yaml.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of values of one shape. */
public final class ListShape<T> implements Shape<List<T>> {
  private final Shape<T> item;
  private final int min;
  private final int max;

  private ListShape(Shape<T> item, int min, int max) {
    this.item = item;
    this.min = min;
    this.max = max;
  }

  /** A list of any length. */
  public static <T> ListShape<T> of(Shape<T> item) {
    return new ListShape<>(item, 0, Integer.MAX_VALUE);
  }

  /** A list whose length is within limits, which are allowed themselves. */
  public static <T> ListShape<T> of(Shape<T> item, int min, int max) {
    return new ListShape<>(item, min, max);
  }

  @Override
  public Optional<List<T>> read(YamlNode node, Reading reading) {
    if (!(node instanceof Sequence sequence)) {
      reading.problem(node, "expected a list, found " + node.noun());
      return Optional.empty();
    }
    boolean complete = isWithinLimits(sequence, reading);
    List<T> values = new ArrayList<>();
    for (YamlNode each : sequence.items()) {
      item.read(each, reading).ifPresent(values::add);
    }
    complete &= values.size() == sequence.items().size();
    return complete ? Optional.of(List.copyOf(values)) : Optional.empty();
  }

  private boolean isWithinLimits(Sequence sequence, Reading reading) {
    int size = sequence.items().size();
    if (size < min) {
      reading.problem(sequence, "the list is too short: at least " + min + " needed");
    } else if (size > max) {
      reading.problem(
          sequence, "the list is too long: " + size + " values, of at most " + max + " allowed");
    }
    return size >= min && size <= max;
  }

  @Override
  public ObjectNode schema(SchemaDefinitions definitions) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
    schema.set("items", item.schema(definitions));
    if (min > 0) {
      schema.put("minItems", min);
    }
    if (max < Integer.MAX_VALUE) {
      schema.put("maxItems", max);
    }
    return schema;
  }

  @Override
  public String type() {
    return "list of " + item.type();
  }

  @Override
  public List<ObjectShape<?>> objects() {
    return item.objects();
  }
}
