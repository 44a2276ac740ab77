// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.error.ErrorCode;
import io.azud.server.incident.AlertCode;
import io.azud.server.incident.EventKind;
import io.azud.server.incident.IncidentState;
import io.azud.server.incident.diagnosis.Judgement;
import io.azud.spi.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The console's texts are whole in both languages. */
class MessagesTest {
  private static final Path PAGES = Path.of("src/main/resources/io/azud/server/console");
  private static final Pattern USED = Pattern.compile("\\bt\\('([\\w.]+)'");
  private static final Pattern NAMED = Pattern.compile("\\{(\\w+)\\}");

  private static Map<String, String> messages(String language) throws IOException {
    return new ObjectMapper()
        .readValue(
            PAGES.resolve("messages").resolve(language + ".json").toFile(),
            new TypeReference<Map<String, String>>() {});
  }

  @Test
  void hasTheSameTextsInBothLanguages() throws IOException {
    Map<String, String> english = messages("en");
    Map<String, String> spanish = messages("es");
    assertThat(spanish.keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, text) -> {
          assertThat(text).as(key).isNotBlank();
          assertThat(names(spanish.get(key))).as(key).isEqualTo(names(text));
        });
  }

  private static Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    for (Matcher found = NAMED.matcher(text); found.find(); ) {
      names.add(found.group(1));
    }
    return names;
  }

  @Test
  void hasEveryTextThatThePagesUse() throws IOException {
    Set<String> keys = messages("en").keySet();
    Set<String> used = new TreeSet<>();
    try (Stream<Path> scripts = Files.list(PAGES.resolve("js"))) {
      for (Path script : scripts.toList()) {
        for (Matcher found = USED.matcher(Files.readString(script)); found.find(); ) {
          used.add(found.group(1));
        }
      }
    }
    assertThat(used).hasSizeGreaterThan(80);
    assertThat(used).allMatch(key -> keys.contains(key) || keys.contains(key + ".one"));
  }

  @Test
  void hasWordsForWhateverTheServerNames() throws IOException {
    Set<String> keys = messages("en").keySet();
    for (ErrorCode code : ErrorCode.values()) {
      boolean needsNone = code == ErrorCode.USAGE || code == ErrorCode.NOTHING_TO_DO;
      assertThat(needsNone || keys.contains("code." + code)).as(code.name()).isTrue();
    }
    assertThat(keys)
        .containsAll(all("finding.", Arrays.stream(Judgement.values()).map(Judgement::id)));
    assertThat(keys)
        .containsAll(all("code.", Arrays.stream(AlertCode.values()).map(AlertCode::name)));
    assertThat(keys)
        .containsAll(all("event.", Arrays.stream(EventKind.values()).map(EventKind::id)));
    assertThat(keys)
        .containsAll(
            all("incident.", Arrays.stream(IncidentState.values()).map(IncidentState::id)));
    assertThat(keys)
        .containsAll(
            all(
                "stage.",
                Arrays.stream(Verdict.Stage.values())
                    .map(stage -> stage.name().toLowerCase(Locale.ROOT))));
  }

  private static List<String> all(String prefix, Stream<String> names) {
    return names.map(name -> prefix + name).toList();
  }
}
