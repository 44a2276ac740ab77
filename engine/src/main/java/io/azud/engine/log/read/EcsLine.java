// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** ECS JSON as a line. Shippers turn {@code log.level} into an object; both mean the same. */
final class EcsLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EcsLine() {}

  /** Empty for what is no line: one cut short by a full disk, say. */
  static Optional<LogLine> parse(String text) {
    try {
      return of(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static Optional<LogLine> of(JsonNode document) {
    Map<String, String> fields = new LinkedHashMap<>();
    flatten("", document, fields);
    try {
      Instant at = Instant.parse(fields.getOrDefault("@timestamp", ""));
      return Optional.of(new LogLine(at, fields));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void flatten(String name, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      String prefix = name.isEmpty() ? "" : name + ".";
      node.properties().forEach(each -> flatten(prefix + each.getKey(), each.getValue(), into));
    } else if (!node.isNull() && !node.isMissingNode()) {
      into.put(name, node.isValueNode() ? node.asText() : node.toString());
    }
  }
}
