// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
  private static final Duration SETTLED = Duration.ofMillis(200);

  @TempDir Path root;

  private Path write(String name, Instant modified) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
    return Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  private Path old(String name) throws IOException {
    return write(name, NOW.minusSeconds(3600));
  }

  private LocalFiles files(Path path) {
    return new LocalFiles(path, SETTLED, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private List<String> names(Path path) throws IOException {
    Path real = root.toRealPath();
    return files(path).list().stream()
        .map(file -> real.relativize(Path.of(file.uri())).toString())
        .sorted()
        .toList();
  }

  @Test
  void findsFilesInADirectoryAndBelow() throws IOException {
    old("b.json");
    old("a/deep/c.json.gz");
    assertThat(names(root)).containsExactly("a/deep/c.json.gz", "b.json");
  }

  @Test
  void leavesOutHiddenMarkedAndUnfinishedFiles() throws IOException {
    for (String name :
        List.of(
            "_SUCCESS",
            ".hidden",
            "a.tmp",
            "b.PART",
            "c.crdownload",
            "_temporary/d.json",
            ".git/e.json")) {
      old(name);
    }
    old("kept.tmp.json");
    assertThat(names(root)).containsExactly("kept.tmp.json");
  }

  @Test
  void takesAStarForAnyCharactersOfTheLastPart() throws IOException {
    old("flights-1.csv");
    old("flights-2.csv");
    old("flightsxcsv");
    old("airports.csv");
    old("sub/flights-3.csv");
    assertThat(names(root.resolve("flights*.csv")))
        .containsExactly("flights-1.csv", "flights-2.csv");
    assertThat(names(root.resolve("*-2*"))).containsExactly("flights-2.csv");
    assertThat(names(root.resolve("none*"))).isEmpty();
  }

  @Test
  void readsADeclaredFileWhateverItsName() throws IOException {
    old("_one.json");
    assertThat(names(root.resolve("_one.json").toRealPath())).containsExactly("_one.json");
  }

  @Test
  void anEmptyDirectoryIsFineAMissingOneIsNot() {
    assertThat(files(root).list()).isEmpty();
    for (Path path : List.of(root.resolve("none"), root.resolve("none/*.json"))) {
      AzudException failure = catchThrowableOfType(AzudException.class, () -> files(path).list());
      assertThat(failure.code()).isEqualTo(ErrorCode.FILES_UNREADABLE);
      assertThat(failure).hasMessageContaining("none").hasMessageContaining("does not exist");
    }
  }

  @Test
  void doesNotFollowSymbolicLinks() throws IOException {
    Path secret = old("outside.txt");
    Path inbox = Files.createDirectory(root.resolve("inbox"));
    Files.createSymbolicLink(inbox.resolve("link.json"), secret);
    Files.createSymbolicLink(inbox.resolve("folder"), root);
    assertThat(files(inbox).list()).isEmpty();
    assertThat(
            catchThrowableOfType(
                IOException.class, () -> files(inbox).open(inbox.resolve("link.json").toString())))
        .isNotNull();
  }

  @Test
  void aFileThatKeepsStillWhileItIsWaitedForIsWhole() throws IOException {
    write("fresh.json", NOW.minusMillis(100));
    write("ahead.json", NOW.plusMillis(50));
    assertThat(names(root)).containsExactly("ahead.json", "fresh.json");
  }

  @Test
  void aClockThatIsFarAheadDoesNotHideAFile() throws IOException {
    write("future.json", NOW.plusSeconds(86_400));
    assertThat(names(root)).containsExactly("future.json");
  }

  @Test
  void hashesOnlyTheFileThatWasListed() throws IOException {
    old("a.json");
    LocalFiles files = files(root);
    FoundFile listed = files.list().get(0);
    assertThat(files.sha256(listed)).hasValueSatisfying(hash -> assertThat(hash).hasSize(64));
    Files.writeString(root.resolve("a.json"), "longer than before");
    assertThat(files.sha256(listed)).isEmpty();
    Files.delete(root.resolve("a.json"));
    assertThat(files.sha256(listed)).isEmpty();
  }

  @Test
  void onlyTheLastPartOfAPathMayHoldAStar() {
    AzudException failure =
        catchThrowableOfType(AzudException.class, () -> new FileLocation("/data/*/x.json", null));
    assertThat(failure.code()).isEqualTo(ErrorCode.PIPELINE_INVALID);
  }
}
