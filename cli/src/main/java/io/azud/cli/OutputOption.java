// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How a command prints its result: for people, or for programs. */
final class OutputOption {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  enum Format {
    table,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "How the result is printed. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.table;

  boolean isJson() {
    return format == Format.json;
  }

  /**
   * @param text for people
   * @param json for programs: maps, lists, text, numbers; only asked for when it is printed
   */
  void print(String text, Supplier<Object> json) {
    System.out.print(isJson() ? write(json.get()) + System.lineSeparator() : text);
    System.out.flush();
  }

  private static String write(Object value) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("apiVersion", "azud/v1");
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, each) -> document.put(String.valueOf(key), each));
    } else {
      document.put("items", value);
    }
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("results are plain values", e);
    }
  }
}
