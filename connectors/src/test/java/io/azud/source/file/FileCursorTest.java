// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.SourceDefinition.Csv;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.spi.RawRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCursorTest {

  private static final Format CSV = new Format(Format.Kind.CSV, Csv.DEFAULT);
  private static final Format PARQUET = new Format(Format.Kind.PARQUET, Csv.DEFAULT);

  @TempDir Path root;

  private RegisteredFile file(int number, String name, byte[] content) throws IOException {
    Path path = Files.write(root.resolve(name), content);
    return new RegisteredFile(
        number, path.toString(), Sha256.of(new ByteArrayInputStream(content)), false);
  }

  private RegisteredFile file(int number, String name, String content) throws IOException {
    return file(number, name, content.getBytes(StandardCharsets.UTF_8));
  }

  private FileCursor cursor(Format format, RegisteredFile... files) {
    return new FileCursor(
        List.of(files), format, new LocalFiles(root, Duration.ZERO, Clock.systemUTC()));
  }

  private List<String> read(Format format, RegisteredFile... files) {
    List<String> records = new ArrayList<>();
    try (FileCursor cursor = cursor(format, files)) {
      while (cursor.advance()) {
        RawRecord record = cursor.record();
        records.add(
            record.partition()
                + ":"
                + record.offset()
                + " "
                + new String(record.value(), StandardCharsets.UTF_8));
      }
    }
    return records;
  }

  private AzudException failure(Format format, RegisteredFile... files) {
    return catchThrowableOfType(AzudException.class, () -> read(format, files));
  }

  @Test
  void numbersRecordsByFileAndRow() throws IOException {
    assertThat(
            read(
                Format.JSON,
                file(3, "a.json", "a\n\nb\r\n"),
                file(11, "empty.json", ""),
                file(19, "c.json.gz", FileContentTest.gzip("\ufeffc\n")),
                file(27, "d", FileContentTest.zstd("d"))))
        .containsExactly("3:0 a", "3:1 b", "19:0 c", "27:0 d");
  }

  @Test
  void givesEachFilesOwnFieldNames() throws IOException {
    try (FileCursor cursor =
        cursor(CSV, file(0, "a.csv", "x,y\n1,2\n"), file(8, "b.csv", "\ufeffy,x\n3,4\n"))) {
      assertThat(cursor.advance()).isTrue();
      assertThat(cursor.record().fields()).containsExactly("x", "y");
      assertThat(cursor.record().offset()).isZero();
      assertThat(cursor.advance()).isTrue();
      assertThat(cursor.record().fields()).containsExactly("y", "x");
      assertThat(cursor.record().timestampMillis()).isEqualTo(-1);
      assertThat(cursor.record().key()).isNull();
      assertThat(cursor.record().headers()).isEmpty();
      assertThat(cursor.advance()).isFalse();
    }
  }

  @Test
  void readsParquet() throws IOException {
    Path path = root.resolve("p.parquet");
    ParquetRecordsTest.write(
        path, CompressionCodecName.SNAPPY, "required int32 id;", row -> row.append("id", 7));
    assertThat(read(PARQUET, file(1, "copy.parquet", Files.readAllBytes(path))))
        .containsExactly("1:0 {\"id\":7}");
  }

  @Test
  void stopsAtAFileThatIsGone() throws IOException {
    RegisteredFile gone = file(5, "gone.json", "a\n");
    Files.delete(root.resolve("gone.json"));
    for (Format format : List.of(Format.JSON, PARQUET)) {
      AzudException failure = failure(format, gone);
      assertThat(failure.code()).isEqualTo(ErrorCode.OFFSETS_LOST);
      assertThat(failure).hasMessageContaining("gone.json").hasMessageContaining("number 5");
    }
  }

  @Test
  void stopsAtAFileThatIsNotTheRegisteredOne() throws IOException {
    RegisteredFile text = file(0, "a.json", "a\nb\n");
    Files.writeString(root.resolve("a.json"), "a\nc\n");
    assertThat(failure(Format.JSON, text).code()).isEqualTo(ErrorCode.SOURCE_REPLACED);

    Path parquet = root.resolve("p.parquet");
    ParquetRecordsTest.write(
        parquet, CompressionCodecName.SNAPPY, "required int32 id;", row -> row.append("id", 7));
    RegisteredFile columns = new RegisteredFile(1, parquet.toString(), text.sha256(), false);
    assertThat(failure(PARQUET, columns).code()).isEqualTo(ErrorCode.SOURCE_REPLACED);
  }

  @Test
  void stopsBeforeTheSlicesEndWhenAFileChangesWhileItIsRead() throws IOException {
    String line = "x".repeat(99) + "\n";
    RegisteredFile file = file(0, "growing.json", line.repeat(100_000));
    try (FileCursor cursor = cursor(Format.JSON, file)) {
      assertThat(cursor.advance()).isTrue();
      Files.writeString(root.resolve("growing.json"), line.repeat(100_001));
      AzudException failure =
          catchThrowableOfType(
              AzudException.class,
              () -> {
                while (cursor.advance()) {
                  assertThat(cursor.record()).isNotNull();
                }
              });
      assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_REPLACED);
      assertThat(failure).hasMessageContaining("growing.json");
    }
  }

  @Test
  void stopsAtADamagedFile() throws IOException {
    byte[] gzip = FileContentTest.gzip("a\n".repeat(100_000));
    byte[] zstd = FileContentTest.zstd("a\n".repeat(100_000));
    for (RegisteredFile file :
        List.of(
            file(2, "cut.json.gz", Arrays.copyOf(gzip, gzip.length - 9)),
            file(2, "cut.json.zst", Arrays.copyOf(zstd, zstd.length - 9)),
            file(2, "archive.zip", new byte[] {'P', 'K', 3, 4, 0, 0}))) {
      AzudException failure = failure(Format.JSON, file);
      assertThat(failure.code()).isEqualTo(ErrorCode.FILES_UNREADABLE);
      assertThat(failure).hasMessageContaining(file.uri()).hasMessageContaining("number 2");
    }
    assertThat(failure(PARQUET, file(2, "no.parquet", "a\n")).code())
        .isEqualTo(ErrorCode.FILES_UNREADABLE);
    assertThat(failure(CSV, file(2, "twice.csv", "a,a\n1,2\n"))).hasMessageContaining("header");
  }

  @Test
  void stopsAtARecordThatIsTooLarge() throws IOException {
    byte[] content = FileContentTest.gzip("ok\n" + "x".repeat(65 * 1024 * 1024) + "\n");
    AzudException failure = failure(Format.JSON, file(2, "huge.json.gz", content));
    assertThat(failure.code()).isEqualTo(ErrorCode.FILES_UNREADABLE);
    assertThat(failure).hasMessageContaining("first 1 records").hasMessageContaining("64 MiB");
  }

  @Test
  void closesHalfWay() throws IOException {
    try (FileCursor cursor =
        cursor(Format.JSON, file(0, "a.json.gz", FileContentTest.gzip("a\nb\n")))) {
      assertThat(cursor.advance()).isTrue();
    }
    Files.delete(root.resolve("a.json.gz"));
  }
}
