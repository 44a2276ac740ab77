// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.pipeline.SourceDefinition.Format;
import io.azud.spi.DecoderFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DecodingPageTest {
  private static final Pattern RULE = Pattern.compile("^\\| `([a-z0-9_]+)`", Pattern.MULTILINE);
  private static final Pattern LIMIT =
      Pattern.compile("^\\| [a-z ]+ \\| ([0-9]\\S*( [KM]iB)?)", Pattern.MULTILINE);
  private static final Path PAGE = Path.of("..", "docs", "reference", "decoding.md");

  @Test
  void explainsEveryRuleAndNoOther() throws IOException {
    String rules = section("## Rules\n");

    List<String> explained = RULE.matcher(rules).results().map(m -> m.group(1)).toList();

    assertThat(explained)
        .containsExactlyElementsOf(Arrays.stream(DecodeRule.values()).map(DecodeRule::id).toList());
  }

  @Test
  void givesTheLimitsThatAreEnforced() throws IOException {
    List<String> limits =
        LIMIT
            .matcher(section("## Limits\n"))
            .results()
            .map(MatchResult::group)
            .map(row -> row.substring(row.lastIndexOf('|') + 2))
            .toList();

    assertThat(limits)
        .containsExactly(
            (Limits.MAX_RECORD_BYTES >> 20) + " MiB",
            grouped(Limits.MAX_STRING_BYTES),
            (Limits.MAX_KEY_BYTES >> 10) + " KiB",
            grouped(Limits.MAX_KEYS_PER_OBJECT),
            grouped(Limits.MAX_DEPTH),
            grouped(Limits.MAX_NUMBER_DIGITS));
  }

  @Test
  void everyFormatHasExactlyOneDecoder() {
    List<Format.Kind> formats =
        ServiceLoader.load(DecoderFactory.class).stream().map(p -> p.get().format()).toList();

    assertThat(formats).containsExactlyInAnyOrder(Format.Kind.values());
  }

  private static String section(String heading) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(heading) + heading.length();
    int end = page.indexOf("\n## ", start);
    return page.substring(start, end);
  }

  private static String grouped(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
