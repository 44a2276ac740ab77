// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;
import io.azud.pipeline.Transform;
import io.azud.position.Slice;
import io.azud.spi.Header;
import io.azud.spi.RawRecord;
import io.azud.spi.RecordCursor;
import io.azud.spi.SliceReader;
import io.azud.spi.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every source must do.
 *
 * <p>A subclass gives a source system that outlives the test's sources and holds only what the test
 * has {@linkplain #add added}.
 */
public abstract class SourceContract {

  /** A new instance of the source, as another process would make it. */
  protected abstract Source open();

  /**
   * Adds records with these values, over several source partitions when there are enough of them.
   */
  protected abstract void add(List<String> values) throws Exception;

  @Test
  void givesEveryRecordOnce() throws Exception {
    List<String> values = values("once", 100);
    add(values);
    try (Source source = open()) {
      assertThat(read(source, whole(source)).stream().map(Copy::value))
          .containsExactlyInAnyOrderElementsOf(values);
    }
  }

  @Test
  void givesTheSameRecordsForTheSameSlices() throws Exception {
    add(values("same", 100));
    List<Slice> slices;
    List<Copy> first;
    try (Source source = open()) {
      slices = whole(source);
      first = read(source, slices);
    }
    add(values("later", 50));
    try (Source source = open()) {
      assertThat(read(source, slices)).isEqualTo(first);
    }
  }

  @Test
  void givesTheWholeInParts() throws Exception {
    add(values("parts", 100));
    try (Source source = open()) {
      for (Slice slice : whole(source)) {
        List<Slice> parts = new ArrayList<>();
        for (long at = slice.start(); at < slice.end(); at++) {
          parts.add(new Slice(slice.partition(), at, at + 1));
        }
        assertThat(read(source, parts)).isEqualTo(read(source, List.of(slice)));
      }
    }
  }

  @Test
  void givesRecordsInOrderAndOnlyTheirSlices() throws Exception {
    add(values("order", 100));
    try (Source source = open()) {
      for (Slice slice : whole(source)) {
        List<Copy> records = read(source, List.of(slice));
        assertThat(records).isSorted();
        assertThat(records)
            .allSatisfy(
                one ->
                    assertThat(source.lineage().partition(one.partition()))
                        .isEqualTo(slice.partition()));
        assertThat(records).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void tellsAtAGlanceWhatThereIs() throws Exception {
    add(values("glance", 60));
    try (Source watching = open();
        Source source = open()) {
      watching.identity();
      Map<Integer, Source.Bounds> glance = watching.glance();

      assertThat(glance).as("before anybody has taken anything up").isEqualTo(source.bounds());
      assertThat(watching.glance()).as("afterwards").isEqualTo(glance);
    }
  }

  @Test
  void tellsWhenRecordsCame() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    add(values("came", 100));
    try (Source source = open()) {
      Map<Integer, Long> last = new HashMap<>();
      for (Slice slice : whole(source)) {
        if (slice.length() > 0) {
          last.put(slice.partition(), slice.end() - 1);
        }
      }
      Map<Integer, Instant> arrivals = source.arrivals(last);

      assertThat(arrivals).containsOnlyKeys(last.keySet());
      assertThat(arrivals.values()).allMatch(time -> time.isAfter(before));
      assertThat(arrivals.values()).noneMatch(time -> time.isAfter(Instant.now()));
      assertThat(source.arrivals(Map.of())).isEmpty();
    }
  }

  @Test
  void givesNothingForAnEmptySlice() throws Exception {
    add(values("empty", 10));
    try (Source source = open()) {
      List<Slice> empty =
          source.bounds().entrySet().stream()
              .map(
                  entry ->
                      new Slice(entry.getKey(), entry.getValue().end(), entry.getValue().end()))
              .toList();
      assertThat(read(source, empty)).isEmpty();
    }
  }

  @Test
  void hasTheSameBoundsWhileNothingIsAdded() throws Exception {
    add(values("bounds", 10));
    try (Source one = open();
        Source other = open()) {
      Map<Integer, Source.Bounds> bounds = one.bounds();
      assertThat(bounds).isNotEmpty();
      assertThat(one.bounds()).isEqualTo(bounds);
      assertThat(other.bounds()).isEqualTo(bounds);
    }
  }

  @Test
  void movesOnlyTheEndsWhenRecordsAreAdded() throws Exception {
    add(values("before", 10));
    try (Source source = open()) {
      Map<Integer, Source.Bounds> before = source.bounds();
      List<String> later = values("after", 10);
      add(later);
      Map<Integer, Source.Bounds> after = source.bounds();
      List<Slice> added = new ArrayList<>();
      before.forEach(
          (partition, bounds) -> {
            assertThat(after.get(partition).first()).isEqualTo(bounds.first());
            added.add(new Slice(partition, bounds.end(), after.get(partition).end()));
          });
      assertThat(read(source, added).stream().map(Copy::value))
          .containsExactlyInAnyOrderElementsOf(later);
    }
  }

  @Test
  void keepsItsIdentity() throws Exception {
    try (Source one = open();
        Source other = open()) {
      String identity = one.identity();
      assertThat(identity).isNotBlank().isEqualTo(other.identity());
      add(values("identity", 10));
      one.bounds();
      assertThat(one.identity()).isEqualTo(identity);
    }
  }

  @Test
  void hasNothingToPlanOnceApplied() {
    try (Source source = open()) {
      source.apply();
      source.apply();
      assertThat(source.plan()).isEmpty();
    }
  }

  @Test
  void leavesACursorHalfRead() throws Exception {
    add(values("half", 100));
    try (Source source = open()) {
      List<Slice> slices = whole(source);
      List<Copy> all = read(source, slices);
      for (Slice slice : slices) {
        try (RecordCursor cursor = source.reader(slices).open(slice)) {
          cursor.advance();
        }
      }
      assertThat(read(source, slices)).isEqualTo(all);
    }
  }

  /** A pipeline of that name which reads this source and nothing else of note. */
  protected static Pipeline reading(String name, SourceDefinition source) {
    return new Pipeline(
        name,
        source,
        List.of(Column.required("id", Simple.LONG), Column.optional("name", Simple.STRING)),
        Pipeline.UnknownFields.REJECT,
        List.of(),
        Transform.NONE,
        List.of(
            new LakeDefinition(
                name, LakeDefinition.FileFormat.PARQUET, List.of(), List.of(), Duration.ZERO)),
        List.of(),
        Pipeline.DeadLetters.UNLIMITED,
        Pipeline.Schedule.DEFAULT,
        Pipeline.Objectives.NONE,
        "0".repeat(64));
  }

  /** All that can be read now. */
  protected static List<Slice> whole(Source source) {
    return source.bounds().entrySet().stream()
        .map(entry -> new Slice(entry.getKey(), entry.getValue().first(), entry.getValue().end()))
        .toList();
  }

  /** The slices' records, read by a reader that has been to another process. */
  protected static List<Copy> read(Source source, List<Slice> slices) {
    SliceReader reader = sent(source.reader(slices));
    List<Copy> records = new ArrayList<>();
    for (Slice slice : slices) {
      try (RecordCursor cursor = reader.open(slice)) {
        while (cursor.advance()) {
          records.add(Copy.of(cursor.record()));
        }
        assertThat(cursor.advance()).as("a cursor at its end stays there").isFalse();
      }
    }
    return records;
  }

  protected static List<String> values(String name, int count) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add("{\"id\":" + i + ",\"name\":\"" + name + "\"}");
    }
    return values;
  }

  private static SliceReader sent(SliceReader reader) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(reader);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return (SliceReader) in.readObject();
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError("a reader can be serialised", e);
    }
  }

  /** A record with bytes as text, which can be compared; ordered as rows are. */
  public record Copy(
      int partition,
      long offset,
      long timestampMillis,
      String key,
      String value,
      List<String> headers,
      List<String> fields)
      implements Comparable<Copy> {

    static Copy of(RawRecord record) {
      return new Copy(
          record.partition(),
          record.offset(),
          record.timestampMillis(),
          text(record.key()),
          text(record.value()),
          record.headers().stream().map(Copy::text).toList(),
          record.fields());
    }

    private static String text(Header header) {
      return header.name() + "=" + Arrays.toString(header.value());
    }

    /** One char a byte, so that nothing is lost. */
    private static String text(byte[] bytes) {
      return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public int compareTo(Copy other) {
      return partition == other.partition
          ? Long.compare(offset, other.offset)
          : Integer.compare(partition, other.partition);
    }
  }
}
