// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class OutputOptionTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream real = System.out;

  @Command(name = "printing")
  private static final class Printing {
    @Mixin private OutputOption output;
  }

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(real);
  }

  private static OutputOption typed(String... args) {
    Printing command = new Printing();
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
    return command.output;
  }

  private JsonNode printed() throws IOException {
    return new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void isForPeopleUnlessAskedOtherwise() {
    Supplier<Object> never =
        () -> {
          throw new AssertionError("asked for JSON that nobody sees");
        };

    typed().print("for people\n", never);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("for people\n");
  }

  @Test
  void isForProgramsWhenAsked() throws IOException {
    OutputOption output = typed("-o", "JSON");

    output.print("for people\n", () -> Map.of("rows", 3L, "name", "ñandú"));

    assertThat(output.isJson()).isTrue();
    assertThat(printed())
        .isEqualTo(
            new ObjectMapper()
                .readTree("{\"apiVersion\": \"azud/v1\", \"rows\": 3, \"name\": \"ñandú\"}"));
  }

  @Test
  void putsTheVersionFirst() {
    typed("--output", "json").print("", () -> Map.of("a", 1));

    assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("\\s", ""))
        .isEqualTo("{\"apiVersion\":\"azud/v1\",\"a\":1}");
  }

  @Test
  void putsAListUnderItems() throws IOException {
    typed("-o", "json").print("", () -> List.of("a", "b"));

    assertThat(printed().get("items").toString()).isEqualTo("[\"a\",\"b\"]");
  }
}
