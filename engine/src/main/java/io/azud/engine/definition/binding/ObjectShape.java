// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.engine.definition.yaml.Shown;
import io.azud.engine.definition.yaml.YamlNode;
import io.azud.engine.definition.yaml.YamlNode.Entry;
import io.azud.engine.definition.yaml.YamlNode.Mapping;
import io.azud.engine.definition.yaml.YamlNode.Scalar;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A mapping with a fixed set of options. An option that is not declared is an error. */
public final class ObjectShape<T> implements Shape<T> {
  private final String name;
  private final String description;
  private final List<Field<?>> fields;
  private final Function<Values, T> builder;
  private final Map<String, String> refusals;
  private final int minGiven;
  private final int maxGiven;

  private ObjectShape(
      String name,
      String description,
      List<Field<?>> fields,
      Function<Values, T> builder,
      Map<String, String> refusals,
      Limits given) {
    this.name = name;
    this.description = description;
    this.fields = List.copyOf(fields);
    this.builder = builder;
    this.refusals = Map.copyOf(refusals);
    this.minGiven = given.min;
    this.maxGiven = given.max;
  }

  private record Limits(int min, int max) {
    static final Limits NONE = new Limits(0, Integer.MAX_VALUE);
  }

  /**
   * @param name what messages and the reference pages call such an object
   * @param description what it is for, in a sentence
   * @param builder makes the object; called only when every option fits
   */
  public static <T> ObjectShape<T> of(
      String name, String description, List<Field<?>> fields, Function<Values, T> builder) {
    return new ObjectShape<>(name, description, fields, builder, Map.of(), Limits.NONE);
  }

  /** The same object, turned into something else. */
  public <R> ObjectShape<R> map(Function<? super T, ? extends R> function) {
    return new ObjectShape<>(
        name,
        description,
        fields,
        values -> function.apply(builder.apply(values)),
        refusals,
        new Limits(minGiven, maxGiven));
  }

  /** The same object, of whose options exactly one is given. */
  public ObjectShape<T> withExactlyOne() {
    return new ObjectShape<>(name, description, fields, builder, refusals, new Limits(1, 1));
  }

  /** The same object, of whose options at least one is given. */
  public ObjectShape<T> withAtLeastOne() {
    return new ObjectShape<>(
        name, description, fields, builder, refusals, new Limits(1, Integer.MAX_VALUE));
  }

  /**
   * The same object with keys that do not exist, but that people write: options of earlier
   * versions, of similar systems, of another place.
   *
   * @param sentences what to do instead, by key
   */
  public ObjectShape<T> refusing(Map<String, String> sentences) {
    return new ObjectShape<>(
        name, description, fields, builder, sentences, new Limits(minGiven, maxGiven));
  }

  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  public List<Field<?>> fields() {
    return fields;
  }

  @Override
  public Optional<T> read(YamlNode node, Reading reading) {
    if (!(node instanceof Mapping mapping)) {
      reading.problem(node, "expected a mapping with " + names() + ", found " + node.noun());
      return Optional.empty();
    }
    Set<String> meant = reportUnknownKeys(mapping, reading);
    boolean complete = isWithinLimits(mapping, reading);
    Values values = new Values();
    for (Field<?> field : fields) {
      complete &= read(field, mapping, values, meant, reading);
    }
    return complete ? Optional.of(builder.apply(values)) : Optional.empty();
  }

  /** The declared options that the unknown keys were probably meant to be. */
  private Set<String> reportUnknownKeys(Mapping mapping, Reading reading) {
    Set<String> meant = new HashSet<>();
    List<String> names = fields.stream().map(Field::name).toList();
    for (Entry entry : mapping.entries().values()) {
      String key = entry.key().text();
      if (!names.contains(key)) {
        Suggestion.nearest(key, names).ifPresent(meant::add);
        reading.problem(entry.key(), unknown(key, names));
      }
    }
    return meant;
  }

  private String unknown(String key, List<String> names) {
    String refusal = refusals.get(key);
    if (refusal != null) {
      return Shown.quoted(key) + " is not an option of " + name + ": " + refusal;
    }
    String message = "unknown key " + Shown.quoted(key) + " in " + name;
    String hint = Suggestion.didYouMean(key, names);
    return hint.isEmpty() ? message + ": expected " + names() : message + hint;
  }

  private boolean isWithinLimits(Mapping mapping, Reading reading) {
    long given =
        fields.stream().filter(field -> mapping.entries().containsKey(field.name())).count();
    if (given < minGiven || given > maxGiven) {
      String amount = maxGiven == 1 ? "exactly one" : "at least one";
      reading.problem(mapping, name + " needs " + amount + " of " + names());
      return false;
    }
    return true;
  }

  private <F> boolean read(
      Field<F> field, Mapping mapping, Values values, Set<String> meant, Reading reading) {
    Optional<F> value = read(field, mapping, meant, reading);
    value.ifPresent(present -> values.put(field, present));
    return value.isPresent();
  }

  private <F> Optional<F> read(
      Field<F> field, Mapping mapping, Set<String> meant, Reading reading) {
    Entry entry = mapping.entries().get(field.name());
    if (entry == null) {
      if (field.absence() == Field.Absence.FORBIDDEN && !meant.contains(field.name())) {
        reading.problem(mapping, "missing key " + Shown.quoted(field.name()) + " in " + name);
      }
      return field.absent();
    }
    if (entry.value() instanceof Scalar scalar && scalar.kind() == Scalar.Kind.NULL) {
      reading.problem(
          entry.key(), Shown.quoted(field.name()) + " has no value: give one, or leave it out");
      return Optional.empty();
    }
    return field.shape().read(entry.value(), reading);
  }

  private String names() {
    return String.join(", ", fields.stream().map(Field::name).toList());
  }

  @Override
  public ObjectNode schema(SchemaDefinitions definitions) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object").put("description", description);
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (Field<?> field : fields) {
      properties.set(field.name(), FieldSchema.of(field, definitions));
      if (field.absence() == Field.Absence.FORBIDDEN) {
        required.add(field.name());
      }
    }
    if (required.isEmpty()) {
      schema.remove("required");
    }
    if (minGiven > 0) {
      schema.put("minProperties", minGiven);
    }
    if (maxGiven < fields.size()) {
      schema.put("maxProperties", maxGiven);
    }
    return schema.put("additionalProperties", false);
  }

  @Override
  public String type() {
    return "[" + name + "](#" + name.replaceAll("[^a-zA-Z0-9]", "").toLowerCase(Locale.ROOT) + ")";
  }

  @Override
  public List<ObjectShape<?>> objects() {
    return List.of(this);
  }
}
