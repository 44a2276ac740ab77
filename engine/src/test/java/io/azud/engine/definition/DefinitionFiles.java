// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The files under {@code resources/definition}: {@code pipeline} and {@code environment}, each with
 * what is {@code valid}, and faults of {@code syntax}, of {@code structure} (which the JSON Schema
 * finds as well) and of {@code meaning} (which only Azud finds).
 */
final class DefinitionFiles {
  static final String CANARY = "Ca-Nary 4711'\"; {{x}} drop(";

  static final Map<String, String> VARIABLES =
      Map.of(
          "CANARY",
          CANARY,
          "PASSWORD",
          "a password",
          "EMPTY",
          "",
          "COLUMN",
          "tags",
          "SECRET_COLUMN",
          "iddd",
          "JAAS",
          "org.apache.kafka.common.security.plain.PlainLoginModule required;",
          "JNDI",
          "com.sun.security.auth.module.JndiLoginModule required user.provider.url=x;");

  private static final Path ROOT = Path.of("src", "test", "resources", "definition");

  private DefinitionFiles() {}

  /** The YAML files of one folder and of those within it. */
  static List<Path> in(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  static boolean isPipeline(Path file) {
    return file.startsWith(ROOT.resolve("pipeline"));
  }

  static List<Problem> check(Path file, boolean pipeline) {
    return pipeline
        ? new PipelineReader(VARIABLES).check(file)
        : new EnvironmentReader(VARIABLES).check(file);
  }

  /** Whether the exported JSON Schema accepts the file. */
  static boolean isAcceptedBySchema(Path file, boolean pipeline) throws IOException {
    String schema = pipeline ? JsonSchema.pipeline() : JsonSchema.environment();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(schema)
        .validate(tree(Files.readString(file)))
        .isEmpty();
  }

  private static JsonNode tree(String yaml) {
    Load load = new Load(LoadSettings.builder().build());
    return new ObjectMapper().valueToTree(load.loadFromString(yaml.replace("\uFEFF", "")));
  }
}
