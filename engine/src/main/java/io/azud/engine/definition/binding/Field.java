// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import io.azud.engine.definition.yaml.Problems;
import io.azud.engine.definition.yaml.YamlNode;
import io.azud.engine.definition.yaml.YamlParser;
import java.util.Objects;
import java.util.Optional;

/**
 * One option of an object: its name, what it must look like, what holds when it is not given, what
 * it means. Everything that is known about an option comes from its one declaration.
 */
public final class Field<T> {
  private final String name;
  private final Shape<T> shape;
  private final String description;
  private final Absence absence;
  private final String defaultText;
  private final T absent;
  private final String example;

  /** What it means that an option is not given. */
  public enum Absence {
    /** It must be given. */
    FORBIDDEN,
    /** Its default holds. */
    DEFAULT,
    /** There is nothing. */
    NOTHING
  }

  private Field(
      String name,
      Shape<T> shape,
      String description,
      Absence absence,
      String defaultText,
      T absent,
      String example) {
    this.name = Objects.requireNonNull(name);
    this.shape = Objects.requireNonNull(shape);
    this.description = Objects.requireNonNull(description);
    this.absence = absence;
    this.defaultText = defaultText;
    this.absent = absent;
    this.example = example;
  }

  /** An option that must be given. */
  public static <T> Field<T> required(String name, Shape<T> shape, String description) {
    return new Field<>(name, shape, description, Absence.FORBIDDEN, "", null, "");
  }

  /**
   * An option with a default.
   *
   * @param defaultText the default as one would write it in YAML
   */
  public static <T> Field<T> withDefault(
      String name, Shape<T> shape, String defaultText, String description) {
    T value = constant(name, shape, defaultText);
    return new Field<>(name, shape, description, Absence.DEFAULT, defaultText, value, "");
  }

  /**
   * An option that means nothing when it is not given.
   *
   * @param absent how the definition says that there is nothing
   */
  public static <T> Field<T> optional(String name, Shape<T> shape, T absent, String description) {
    Objects.requireNonNull(absent);
    return new Field<>(name, shape, description, Absence.NOTHING, "", absent, "");
  }

  /** The same option with a value, in YAML, that shows how it is used. */
  public Field<T> example(String yaml) {
    return new Field<>(name, shape, description, absence, defaultText, absent, yaml);
  }

  private static <T> T constant(String name, Shape<T> shape, String yaml) {
    Reading reading = Reading.ofConstants();
    return node(yaml)
        .flatMap(node -> shape.read(node, reading))
        .orElseThrow(() -> new IllegalArgumentException(name + ": " + yaml + " does not fit"));
  }

  static Optional<YamlNode> node(String yaml) {
    return YamlParser.parse(yaml, new Problems());
  }

  public String name() {
    return name;
  }

  public Shape<T> shape() {
    return shape;
  }

  public String description() {
    return description;
  }

  public Absence absence() {
    return absence;
  }

  /** The default in YAML; empty when there is none. */
  public String defaultText() {
    return defaultText;
  }

  /** In YAML; empty when there is none. */
  public String example() {
    return example;
  }

  /** What holds when the option is not given; empty when it must be given. */
  Optional<T> absent() {
    return Optional.ofNullable(absent);
  }
}
