// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The log of a directory, read by code that is not Azud's. */
record LogOfFiles(Path directory) {

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The ids of the batches that some line of this event is about, in order. */
  List<String> batches(String event) {
    return lines().stream()
        .map(TestPipeline::parse)
        .filter(line -> line.path("event.action").asText().equals(event))
        .map(line -> line.path("labels").path("batch").asText())
        .distinct()
        .toList();
  }

  /** Every field that some line has, by its ECS name. */
  Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    lines().forEach(line -> names("", TestPipeline.parse(line), fields));
    return fields;
  }

  private static void names(String name, JsonNode node, Set<String> into) {
    if (node.isObject()) {
      String prefix = name.isEmpty() ? "" : name + ".";
      node.properties().forEach(each -> names(prefix + each.getKey(), each.getValue(), into));
    } else {
      into.add(name);
    }
  }
}
