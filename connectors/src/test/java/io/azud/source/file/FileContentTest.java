// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class FileContentTest {

  private static final String TEXT = "{\"a\":1}\n".repeat(10_000);

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  static byte[] zstd(String text) {
    return Zstd.compress(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static String read(byte[] bytes) throws IOException {
    try (InputStream in = FileContent.plain(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void readsPlainGzipAndZstd() throws IOException {
    assertThat(read(TEXT.getBytes(StandardCharsets.UTF_8))).isEqualTo(TEXT);
    assertThat(read(gzip(TEXT))).isEqualTo(TEXT);
    assertThat(read(zstd(TEXT))).isEqualTo(TEXT);
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read(gzip(""))).isEmpty();
  }

  @Test
  void readsAllMembersAndFrames() throws IOException {
    assertThat(read(join(gzip(TEXT), gzip(""), gzip("end")))).isEqualTo(TEXT + "end");
    assertThat(read(join(zstd(TEXT), zstd(""), zstd("end")))).isEqualTo(TEXT + "end");
  }

  @Test
  void readsAMemberThatBeginsWhereABufferEnds() throws IOException {
    for (int size : new int[] {8191, 8192, 8193}) {
      byte[] first = gzip("");
      // Stored blocks: the member is about as long as its text.
      String noise = noise(size - first.length);
      assertThat(read(join(gzip(noise), gzip("end")))).isEqualTo(noise + "end");
    }
  }

  private static String noise(int length) {
    StringBuilder text = new StringBuilder();
    new Random(7).ints(length, ' ', '~').forEach(c -> text.append((char) c));
    return text.toString();
  }

  @Test
  void stripsAByteOrderMark() throws IOException {
    assertThat(read("\ufeffa,b\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("a,b\n");
    assertThat(read(gzip("\ufeffa,b\n"))).isEqualTo("a,b\n");
    assertThat(read("\ufeff".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(read("a\ufeff".getBytes(StandardCharsets.UTF_8))).isEqualTo("a\ufeff");
  }

  @Test
  void reportsEveryTruncation() {
    for (byte[] whole : List.of(gzip(TEXT), zstd(TEXT), join(gzip(TEXT), gzip(TEXT)))) {
      for (int cut : new int[] {1, 5, 9, 20, whole.length / 3}) {
        byte[] part = Arrays.copyOf(whole, whole.length - cut);
        assertThatThrownBy(() -> read(part))
            .as("%d of %d bytes", part.length, whole.length)
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void reportsDamageAndWhatFollowsAMember() {
    byte[] flipped = gzip(TEXT);
    flipped[flipped.length - 6] ^= 1;
    assertThatThrownBy(() -> read(flipped)).isInstanceOf(IOException.class);
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> read(join(gzip(TEXT), garbage))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read(join(zstd(TEXT), garbage))).isInstanceOf(IOException.class);
  }

  @Test
  void refusesWhatItDoesNotRead() {
    assertThatThrownBy(() -> read(new byte[] {'P', 'K', 3, 4, 0, 0})).hasMessageContaining("zip");
    assertThatThrownBy(() -> read(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0}))
        .hasMessageContaining("xz");
    assertThatThrownBy(() -> read("BZh91AY&SY".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("bzip2");
    assertThatThrownBy(() -> read("PAR1....".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("Parquet");
    assertThatThrownBy(() -> read("{}".getBytes(StandardCharsets.UTF_16)))
        .hasMessageContaining("UTF-16");
  }
}
