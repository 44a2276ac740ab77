// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is delivered for a log store fits the lines and fits together. */
class LogStoreFilesTest {
  private static final Path DIRECTORY = Path.of("..", "deploy", "elastic");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ASKED = Pattern.compile("([@a-z_]+(?:\\.[a-z_]+)*) *:");

  private static JsonNode json(String file) throws IOException {
    return JSON.readTree(DIRECTORY.resolve(file).toFile());
  }

  private static Map<String, JsonNode> savedObjects() throws IOException {
    Map<String, JsonNode> objects = new LinkedHashMap<>();
    for (String line : Files.readAllLines(DIRECTORY.resolve("kibana/azud.ndjson"))) {
      JsonNode object = JSON.readTree(line);
      assertThat(objects.put(object.path("id").asText(), object)).isNull();
    }
    return objects;
  }

  /** The fields that the template declares, by their ECS names. */
  private static Set<String> declared() throws IOException {
    Set<String> names = new TreeSet<>();
    declared("", json("fields.json").path("template").path("mappings").path("properties"), names);
    return names;
  }

  private static void declared(String prefix, JsonNode properties, Set<String> into) {
    properties
        .properties()
        .forEach(
            field -> {
              if (field.getValue().has("properties")) {
                declared(prefix + field.getKey() + ".", field.getValue().path("properties"), into);
              } else {
                into.add(prefix + field.getKey());
              }
            });
  }

  /** The fields that a line can have. */
  private static Set<String> written() throws IOException {
    Set<String> names = new TreeSet<>();
    JsonNode layout =
        JSON.readTree(LogStoreFilesTest.class.getResourceAsStream("/io/azud/engine/log/ecs.json"));
    layout.fieldNames().forEachRemaining(names::add);
    names.remove("labels");
    for (String label : layout.path("labels").path("pattern").asText().split("\\|", -1)) {
      names.add("labels." + label);
    }
    return names;
  }

  @Test
  void theTemplateDeclaresWhatLinesHave() throws IOException {
    assertThat(declared()).isEqualTo(written());
  }

  @Test
  void savedObjectsReferToEachOther() throws IOException {
    Map<String, JsonNode> objects = savedObjects();
    assertThat(objects).hasSizeGreaterThan(5);
    for (JsonNode object : objects.values()) {
      for (JsonNode reference : object.path("references")) {
        JsonNode target = objects.get(reference.path("id").asText());
        assertThat(target).as(reference.toString()).isNotNull();
        assertThat(target.path("type")).isEqualTo(reference.path("type"));
      }
    }
    JsonNode board = objects.get("azud-log");
    List<String> panels =
        JSON.readTree(board.at("/attributes/panelsJSON").asText()).findValuesAsText("panelRefName");
    assertThat(panels).isEqualTo(board.path("references").findValuesAsText("name")).hasSize(6);
    assertThat(objects.get("azud-logs").at("/attributes/title").asText())
        .isEqualTo(
            json("elasticsearch/index-template.json").path("index_patterns").path(0).asText());
  }

  @Test
  void savedObjectsUseFieldsThatLinesHave() throws IOException {
    Set<String> used = new TreeSet<>();
    for (JsonNode object : savedObjects().values()) {
      JsonNode attributes = object.path("attributes");
      attributes.path("columns").forEach(column -> used.add(column.asText()));
      used.addAll(
          JSON.readTree(attributes.path("visState").asText("{}"))
              .path("aggs")
              .findValuesAsText("field"));
      String source = attributes.at("/kibanaSavedObjectMeta/searchSourceJSON").asText("{}");
      Matcher asked = ASKED.matcher(JSON.readTree(source).at("/query/query").asText());
      while (asked.find()) {
        used.add(asked.group(1));
      }
    }
    assertThat(used).contains("@timestamp", "log.level", "error.code", "labels.batch");
    assertThat(written()).containsAll(used);
  }

  @Test
  void templatesAreOfTheSameStream() throws IOException {
    for (String file :
        List.of("elasticsearch/index-template.json", "opensearch/index-template.json")) {
      assertThat(json(file).path("index_patterns").path(0).asText()).isEqualTo("logs-azud-*");
      assertThat(json(file).path("composed_of").path(0).asText()).isEqualTo("azud-log-fields");
    }
    assertThat(
            json("opensearch/ism-policy.json")
                .at("/policy/ism_template/0/index_patterns/0")
                .asText())
        .isEqualTo("logs-azud-*");
    assertThat(json("elasticsearch/ilm-policy.json").at("/policy/phases/delete/min_age").asText())
        .isEqualTo(
            json("elasticsearch/index-template.json")
                .at("/template/lifecycle/data_retention")
                .asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"filebeat.yml", "logstash.conf", "fluent-bit.yaml", "rsyslog.conf"})
  void everyShipperTakesTheFilesAndNoSecretIsInIt(String file) throws IOException {
    String text = Files.readString(DIRECTORY.resolve("shippers").resolve(file));
    assertThat(text).contains("AZUD_LOG_DIRECTORY", "/azud-*.json").doesNotContain("changeme");
    List<Character> open = new ArrayList<>();
    for (char c : text.replaceAll("(?m)#.*$", "").toCharArray()) {
      if ("{[(".indexOf(c) >= 0) {
        open.add(c);
      } else if ("}])".indexOf(c) >= 0) {
        assertThat("{[(".indexOf(open.remove(open.size() - 1))).isEqualTo("}])".indexOf(c));
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void shippersInYamlFillTheStreamAndNoOther() throws IOException {
    JsonNode filebeat = yaml("filebeat.yml");
    assertThat(filebeat.at("/filebeat.inputs/0/parsers/0/ndjson/target").asText("-")).isEmpty();
    assertThat(filebeat.path("output.elasticsearch").path("index").asText())
        .isEqualTo("logs-azud-default");
    JsonNode output = yaml("fluent-bit.yaml").at("/pipeline/outputs/0");
    assertThat(output.path("index").asText()).isEqualTo("logs-azud-default");
    assertThat(output.path("write_operation").asText()).isEqualTo("create");
  }

  private static JsonNode yaml(String file) throws IOException {
    String text = Files.readString(DIRECTORY.resolve("shippers").resolve(file));
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }
}
