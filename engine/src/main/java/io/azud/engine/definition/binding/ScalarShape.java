// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.engine.definition.yaml.YamlNode;
import io.azud.engine.definition.yaml.YamlNode.Scalar;
import io.azud.engine.definition.yaml.YamlNode.Scalar.Kind;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * A single value. References in it are replaced first. A message shows the value as it stands in
 * the file, never what a reference leads to.
 */
public final class ScalarShape<T> implements Shape<T> {
  private final String noun;
  private final Set<Kind> kinds;
  private final ObjectNode constraint;
  private final Parser<T> parser;
  private final Set<Trait> traits;

  /** What else holds for a value. */
  private enum Trait {
    /** Messages do not repeat it. */
    UNSHOWN,
    /** It stands in the file itself. */
    WRITTEN_OUT
  }

  /** Turns text into a value. */
  @FunctionalInterface
  public interface Parser<T> {
    /**
     * @param directory the directory of the file that is being read
     * @throws Misfit when the text is not such a value
     */
    T parse(String text, Path directory) throws Misfit;
  }

  /**
   * @param noun what a message calls such a value, with its article
   * @param kinds what the value can be to YAML
   * @param constraint the JSON Schema of the value when it holds no reference
   */
  ScalarShape(String noun, Set<Kind> kinds, ObjectNode constraint, Parser<T> parser) {
    this(noun, kinds, constraint, parser, EnumSet.noneOf(Trait.class));
  }

  private ScalarShape(
      String noun, Set<Kind> kinds, ObjectNode constraint, Parser<T> parser, Set<Trait> traits) {
    this.noun = noun;
    this.kinds = Set.copyOf(kinds);
    this.constraint = constraint.deepCopy();
    this.parser = parser;
    this.traits = Set.copyOf(traits);
  }

  /** The same values, each turned into something else. */
  public <R> ScalarShape<R> map(Function<? super T, ? extends R> function) {
    return new ScalarShape<>(
        noun,
        kinds,
        constraint,
        (text, directory) -> function.apply(parser.parse(text, directory)),
        traits);
  }

  /** Looks at a value for what makes it unusable. */
  @FunctionalInterface
  public interface Inspection<T> {
    /**
     * @throws Misfit when the value cannot be used
     */
    void inspect(T value) throws Misfit;
  }

  /** The same values without those that the inspection refuses. */
  public ScalarShape<T> inspected(Inspection<? super T> inspection) {
    return new ScalarShape<>(
        noun,
        kinds,
        constraint,
        (text, directory) -> {
          T value = parser.parse(text, directory);
          inspection.inspect(value);
          return value;
        },
        traits);
  }

  /** The same values, which messages do not repeat: people put passwords into addresses. */
  public ScalarShape<T> unshown() {
    return with(Trait.UNSHOWN);
  }

  /** The same values, which no reference can stand for. */
  public ScalarShape<T> writtenOut() {
    return with(Trait.WRITTEN_OUT);
  }

  private ScalarShape<T> with(Trait trait) {
    Set<Trait> more = EnumSet.of(trait);
    more.addAll(traits);
    return new ScalarShape<>(noun, kinds, constraint, parser, more);
  }

  @Override
  public Optional<T> read(YamlNode node, Reading reading) {
    if (!(node instanceof Scalar scalar) || !isAcceptable(scalar)) {
      reading.problem(node, mismatch(node));
      return Optional.empty();
    }
    if (traits.contains(Trait.WRITTEN_OUT) && References.mayOccurIn(scalar.text())) {
      reading.problem(
          scalar, "no reference (${...}) can stand in " + noun + ": write the value itself");
      return Optional.empty();
    }
    return reading.resolve(scalar).flatMap(resolved -> parse(scalar, resolved, reading));
  }

  private Optional<T> parse(Scalar scalar, References.Resolved resolved, Reading reading) {
    try {
      return Optional.of(parser.parse(resolved.text(), reading.references().directory()));
    } catch (Misfit e) {
      reading.problem(scalar, subject(scalar) + " " + e.getMessage() + hint(e, scalar));
      return Optional.empty();
    }
  }

  private boolean isAcceptable(Scalar scalar) {
    return kinds.contains(scalar.kind())
        || scalar.kind() == Kind.TEXT && References.mayOccurIn(scalar.text());
  }

  private String mismatch(YamlNode node) {
    String message = "expected " + noun + ", found " + node.noun();
    if (node instanceof Scalar scalar && scalar.kind() != Kind.NULL) {
      return message + (kinds.contains(Kind.TEXT) ? ": put it in quotes" : "");
    }
    return message;
  }

  private String subject(Scalar scalar) {
    return traits.contains(Trait.UNSHOWN) ? "this value (not shown)" : References.subject(scalar);
  }

  private static String hint(Misfit misfit, Scalar scalar) {
    return References.mayOccurIn(scalar.text()) ? "" : misfit.hint();
  }

  @Override
  public ObjectNode schema(SchemaDefinitions definitions) {
    boolean anyText =
        !constraint.has("pattern") && constraint.path("type").asText().equals("string");
    return anyText || traits.contains(Trait.WRITTEN_OUT)
        ? constraint.deepCopy()
        : definitions.orReference(constraint.deepCopy());
  }

  @Override
  public String type() {
    if (!constraint.has("enum")) {
      return noun.replaceFirst("^an? ", "");
    }
    StringJoiner choices = new StringJoiner(", ");
    constraint.get("enum").forEach(choice -> choices.add("`" + choice.asText() + "`"));
    return choices.toString();
  }

  @Override
  public List<ObjectShape<?>> objects() {
    return List.of();
  }
}
