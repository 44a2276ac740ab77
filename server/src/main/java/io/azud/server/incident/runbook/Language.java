// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.runbook;

import io.azud.environment.Remedy;
import io.azud.server.incident.diagnosis.Check;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** The words of the generated parts, in one of the runbook's languages. */
public enum Language {
  EN,
  ES;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable map of texts
  private final Map<String, String> words;

  Language() {
    String name = "words_" + name().toLowerCase(Locale.ROOT) + ".properties";
    try (InputStream in = Language.class.getResourceAsStream(name);
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      Properties properties = new Properties();
      properties.load(reader);
      words =
          properties.stringPropertyNames().stream()
              .collect(Collectors.toUnmodifiableMap(key -> key, properties::getProperty));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As directories write it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String word(String key) {
    String word = words.get(key);
    if (word == null) {
      throw new IllegalStateException("the runbook has no word for " + key + " in " + id());
    }
    return word;
  }

  String question(Check check) {
    return this == EN ? check.question() : word("check." + check.name());
  }

  String does(Remedy remedy) {
    return word("remedy." + remedy.id());
  }
}
