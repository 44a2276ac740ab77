// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import io.azud.engine.definition.yaml.YamlNode;
import io.azud.engine.definition.yaml.YamlNode.Entry;
import io.azud.engine.definition.yaml.YamlNode.Mapping;
import io.azud.engine.definition.yaml.YamlNode.Scalar;
import io.azud.engine.definition.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;

/**
 * A value where it stands in the file: for rules that look at several options together and must say
 * where the trouble is.
 *
 * <p>Rules work here and not on the finished definition, so that one misspelt option does not hide
 * what is wrong with the others. What does not fit its shape has been reported when the file was
 * read: here it is simply not there.
 */
public final class Place {
  private final YamlNode node;
  private final Reading reading;

  public Place(YamlNode node, Reading reading) {
    this.node = node;
    this.reading = reading;
  }

  /** Whether this object gives a value for the option. */
  public boolean has(Field<?> field) {
    return find(field).isPresent();
  }

  /** Where the option's value stands; this object itself when the option is not given. */
  public Place at(Field<?> field) {
    return find(field).orElse(this);
  }

  /** Where the option's value stands. */
  public Optional<Place> find(Field<?> field) {
    if (node instanceof Mapping mapping) {
      Entry entry = mapping.entries().get(field.name());
      return Optional.ofNullable(entry).map(found -> new Place(found.value(), reading));
    }
    return Optional.empty();
  }

  /** The option's value, or what holds without it; empty when it does not fit its shape. */
  public <T> Optional<T> read(Field<T> field) {
    return find(field).map(place -> place.as(field.shape())).orElseGet(field::absent);
  }

  /** This value; empty when it does not fit the shape. */
  public <T> Optional<T> as(Shape<T> shape) {
    return shape.read(node, reading.silently());
  }

  /** The places of this list's values; none when this is not a list. */
  public List<Place> items() {
    return node instanceof Sequence sequence
        ? sequence.items().stream().map(item -> new Place(item, reading)).toList()
        : List.of();
  }

  /** How a message calls this value: as it stands in the file, a reference as a reference. */
  public String subject() {
    return node instanceof Scalar scalar ? References.subject(scalar) : node.noun();
  }

  /** Whether this value stands in the file itself, so that other messages may show it. */
  public boolean isPlain() {
    return node instanceof Scalar scalar && !References.mayOccurIn(scalar.text());
  }

  /** Whether this value begins before the other one. */
  public boolean isBefore(Place other) {
    return node.position().compareTo(other.node.position()) < 0;
  }

  /**
   * Reports what is wrong with this value.
   *
   * @param subject how the message calls it
   */
  public void problem(String subject, Misfit misfit) {
    problem(subject + " " + misfit.getMessage() + (isPlain() ? misfit.hint() : ""));
  }

  public void problem(String message) {
    reading.problem(node, message);
  }
}
