// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogTest {
  @TempDir private Path directory;

  private void write(int file, String... lines) throws IOException {
    Files.write(
        directory.resolve("azud-%06d.json".formatted(file)),
        List.of(lines),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  static String line(int second, int sequence, String level, String batch, String message) {
    return """
        {"@timestamp":"2026-01-01T00:00:%02d.000Z","event.sequence":%d,"log.level":"%s","message":"%s",\
        "process.pid":"7","labels":{"pipeline":"flights","batch":"%s"}}"""
        .formatted(second, sequence, level, message, batch);
  }

  private List<String> messages(LogQuery query) {
    return new FileLog(directory).find(query).stream().map(LogLine::message).toList();
  }

  @Test
  void findsABatchInTheOrderOfItsStory() throws IOException {
    write(1, line(1, 0, "INFO", "b1", "planned"), line(1, 1, "INFO", "b2", "another"));
    write(2, line(2, 11, "INFO", "b1", "ended"), line(2, 9, "WARN", "b1", "committed"));
    assertThat(messages(LogQuery.ALL.with("labels.batch", "b1")))
        .containsExactly("planned", "committed", "ended");
    assertThat(messages(LogQuery.ALL.with("labels.batch", "b1").atLeast(LogLevel.WARN)))
        .containsExactly("committed");
    assertThat(messages(LogQuery.ALL.since(Instant.parse("2026-01-01T00:00:02Z"))))
        .containsExactly("committed", "ended");
    assertThat(messages(LogQuery.ALL.with("labels.pipeline", "others"))).isEmpty();
  }

  @Test
  void findsTheLatestWhenThereAreMore() throws IOException {
    for (int i = 0; i < 30; i++) {
      write(1, line(i, i, "INFO", "b", "m" + i));
    }
    assertThat(messages(LogQuery.ALL.atMost(3))).containsExactly("m27", "m28", "m29");
  }

  @Test
  void passesOverWhatIsNoLine() throws IOException {
    write(
        1,
        line(1, 0, "INFO", "b", "one"),
        "",
        "{\"@timestamp\":\"2026-01-01T00",
        "null",
        "[]",
        "7");
    write(1, "{\"@timestamp\":\"yesterday\"}", line(2, 1, "INFO", "b", "two"));
    assertThat(messages(LogQuery.ALL)).containsExactly("one", "two");
  }

  @Test
  void readsWhatAShipperHasNested() {
    LogLine line =
        EcsLine.parse(
                "{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"log\":{\"level\":\"INFO\"},\"labels\":{\"batch\":\"b\"}}")
            .orElseThrow();
    assertThat(line.level()).isEqualTo("INFO");
    assertThat(line.label("batch")).isEqualTo("b");
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(new FileLog(directory.resolve("none")).find(LogQuery.ALL)).isEmpty();
  }

  @Test
  void saysWhatToDoAboutADirectoryThatCannotBeRead() throws IOException {
    Path file = Files.writeString(directory.resolve("a-file"), "");
    assertThatThrownBy(() -> new FileLog(file).find(LogQuery.ALL))
        .isInstanceOfSatisfying(
            AzudException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOGS_REFUSED));
  }

  @Test
  void followsWithoutSayingALineTwice() throws IOException {
    LogFollow follow = new LogFollow(new FileLog(directory), LogQuery.ALL);
    write(1, line(5, 1, "INFO", "b", "one"));
    assertThat(follow.next()).extracting(LogLine::message).containsExactly("one");
    assertThat(follow.next()).isEmpty();
    write(1, line(6, 3, "INFO", "b", "three"), line(4, 0, "INFO", "b", "late"));
    assertThat(follow.next()).extracting(LogLine::message).containsExactly("late", "three");
    assertThat(follow.next()).isEmpty();
  }
}
