// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.engine.task.TaskId;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The runbook has a whole page for each code and task in each language, and its generated parts are
 * what the code says; {@code -Dazud.write=true} writes those anew.
 */
class RunbookTest {
  private static final Path RUNBOOK = Path.of("..", "docs", "runbook");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final int SHORTEST_SECTION = 4;

  private static final Map<Language, List<String>> HEADINGS =
      Map.of(
          Language.EN,
          List.of(
              "## Symptom",
              "## Alert",
              "## What it means",
              "## What Azud does by itself",
              "## What a person does",
              "## How to know that it is over"),
          Language.ES,
          List.of(
              "## Síntoma",
              "## Alerta",
              "## Qué significa",
              "## Qué hace Azud por sí mismo",
              "## Qué hace una persona",
              "## Cómo saber que terminó"));

  private static Map<Path, String> parts(Language language) {
    Path root = RUNBOOK.resolve(language.id());
    RunbookParts parts = new RunbookParts(language);
    Map<Path, String> pages = new LinkedHashMap<>();
    pages.put(root.resolve("README.md"), parts.index());
    for (TaskId task : TaskId.values()) {
      pages.put(
          root.resolve("tasks").resolve(RunbookParts.anchor(task.id()) + ".md"), parts.task(task));
    }
    for (String code : RunbookParts.codes()) {
      pages.put(root.resolve("codes").resolve(RunbookParts.anchor(code) + ".md"), parts.code(code));
    }
    return pages;
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void isInStepWithTheCode(Language language) throws IOException {
    for (Map.Entry<Path, String> page : parts(language).entrySet()) {
      assertThat(page.getKey())
          .as("write this page: what a person needs to know is not generated")
          .exists();
      if (Boolean.getBoolean("azud.write")) {
        Files.writeString(page.getKey(), renewed(Files.readString(page.getKey()), page.getValue()));
      }
      assertThat(Files.readString(page.getKey()))
          .as(page.getKey().toString())
          .contains(RunbookParts.BEGIN + page.getValue() + RunbookParts.END);
    }
  }

  private static String renewed(String page, String part) {
    int begin = page.indexOf(RunbookParts.BEGIN);
    int end = page.indexOf(RunbookParts.END);
    return page.substring(0, begin) + RunbookParts.BEGIN + part + page.substring(end);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void saysOnEachPageAllThatAPersonNeeds(Language language) throws IOException {
    for (Path page : parts(language).keySet()) {
      if (page.endsWith("README.md")) {
        continue;
      }
      String text = Files.readString(page);
      for (String heading : HEADINGS.get(language)) {
        assertThat(section(text, heading))
            .as(page + ", " + heading)
            .hasSizeGreaterThan(SHORTEST_SECTION);
      }
    }
  }

  private static String section(String text, String heading) {
    int begin = text.indexOf(heading + "\n");
    if (begin < 0) {
      return "";
    }
    int end = text.indexOf("\n## ", begin);
    return text.substring(begin + heading.length(), end < 0 ? text.length() : end).strip();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void hasTheAnchorOfEachErrorCode(Language language) throws IOException {
    String index = Files.readString(RUNBOOK.resolve(language.id()).resolve("README.md"));
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(index).contains("<a id=\"" + code.runbook() + "\"></a>");
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void leadsNowhereThatDoesNotExist(Language language) throws IOException {
    Path root = RUNBOOK.resolve(language.id());
    try (Stream<Path> pages = Files.walk(root)) {
      for (Path page : pages.filter(file -> file.toString().endsWith(".md")).toList()) {
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
          assertThat(page.resolveSibling(links.group(1)).normalize()).as(page.toString()).exists();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void hasNoPageOfACodeThatDoesNotExist(Language language) throws IOException {
    List<Path> known = parts(language).keySet().stream().map(Path::normalize).toList();
    try (Stream<Path> pages = Files.walk(RUNBOOK.resolve(language.id()))) {
      assertThat(pages.filter(Files::isRegularFile).map(Path::normalize)).hasSameElementsAs(known);
    }
  }
}
