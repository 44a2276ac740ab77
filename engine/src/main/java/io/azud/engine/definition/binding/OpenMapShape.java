// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.engine.definition.yaml.Shown;
import io.azud.engine.definition.yaml.YamlNode;
import io.azud.engine.definition.yaml.YamlNode.Entry;
import io.azud.engine.definition.yaml.YamlNode.Mapping;
import io.azud.environment.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Properties of another system, handed to it unchanged. Any key goes, except those that Azud sets
 * itself; the value of a key that sounds like a secret is given by reference only.
 */
public final class OpenMapShape implements Shape<Map<String, Secret>> {
  private static final String SECRET_KEY =
      "(?i)(secret|passw|token|credential|private|api-?key|(access|account)[._-]?key|\\.key$|jaas)";
  private static final Pattern SOUNDS_SECRET = Pattern.compile(SECRET_KEY);

  private final Map<String, String> refusals;

  private OpenMapShape(Map<String, String> refusals) {
    this.refusals = Map.copyOf(refusals);
  }

  /**
   * @param refusals the keys that are not allowed, with what to do instead
   */
  public static OpenMapShape except(Map<String, String> refusals) {
    return new OpenMapShape(refusals);
  }

  @Override
  public Optional<Map<String, Secret>> read(YamlNode node, Reading reading) {
    if (!(node instanceof Mapping mapping)) {
      reading.problem(node, "expected a mapping of names to values, found " + node.noun());
      return Optional.empty();
    }
    Map<String, Secret> values = new LinkedHashMap<>();
    for (Entry entry : mapping.entries().values()) {
      read(entry, reading).ifPresent(value -> values.put(entry.key().text(), value));
    }
    return values.size() == mapping.entries().size() ? Optional.of(values) : Optional.empty();
  }

  private Optional<Secret> read(Entry entry, Reading reading) {
    String key = entry.key().text();
    String refusal = refusals.get(key);
    if (refusal != null) {
      reading.problem(entry.key(), Shown.quoted(key) + " is not allowed here: " + refusal);
      return Optional.empty();
    }
    Shape<Secret> shape =
        SOUNDS_SECRET.matcher(key).find() ? SecretShape.any() : Scalars.literal().map(Secret::of);
    return shape.read(entry.value(), reading);
  }

  @Override
  public ObjectNode schema(SchemaDefinitions definitions) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    new TreeMap<>(refusals).keySet().forEach(key -> properties.put(key, false));
    schema.set("additionalProperties", Scalars.literal().schema(definitions));
    return schema;
  }

  @Override
  public String type() {
    return "mapping of names to values";
  }

  @Override
  public List<ObjectShape<?>> objects() {
    return List.of();
  }
}
