// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.memory;

import io.azud.environment.Environment;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Change;
import io.azud.spi.RawRecord;
import io.azud.spi.RecordCursor;
import io.azud.spi.SliceReader;
import io.azud.spi.Source;
import io.azud.spi.SourceFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A topic without Kafka: record {@code n} of every partition is the text {@code n}, every seventh
 * is bad.
 */
public final class MemorySource implements Source {
  private final Map<Integer, Long> ends;

  private MemorySource(Map<Integer, Long> ends) {
    this.ends = ends;
  }

  /** Declared by a topic named after its partitions' ends, such as {@code 100_200}. */
  public static final class Factory implements SourceFactory {
    @Override
    public Class<? extends SourceDefinition> reads() {
      return SourceDefinition.KafkaTopic.class;
    }

    @Override
    public Source create(Pipeline pipeline, Environment environment) {
      String[] ends = ((SourceDefinition.KafkaTopic) pipeline.source()).topic().split("_", -1);
      Map<Integer, Long> byPartition = new HashMap<>();
      for (int i = 0; i < ends.length; i++) {
        byPartition.put(i, Long.parseLong(ends[i]));
      }
      return new MemorySource(byPartition);
    }
  }

  public static boolean isBad(long offset) {
    return offset % 7 == 3;
  }

  @Override
  public String identity() {
    return "memory";
  }

  @Override
  public List<Change> plan() {
    return List.of();
  }

  @Override
  public void apply() {}

  @Override
  public Map<Integer, Bounds> bounds() {
    Map<Integer, Bounds> bounds = new HashMap<>();
    ends.forEach((partition, end) -> bounds.put(partition, new Bounds(0, end)));
    return bounds;
  }

  @Override
  public SliceReader reader(List<Slice> slices) {
    return Cursor::new;
  }

  @Override
  public Lineage lineage() {
    return Lineage.RECORD;
  }

  @Override
  public void close() {}

  private static final class Cursor implements RecordCursor {
    private final Slice slice;
    private long next;

    Cursor(Slice slice) {
      this.slice = slice;
      this.next = slice.start();
    }

    @Override
    public boolean advance() {
      return next++ < slice.end();
    }

    @Override
    public RawRecord record() {
      byte[] value = Long.toString(next - 1).getBytes(StandardCharsets.UTF_8);
      return new RawRecord(slice.partition(), next - 1, 0, null, value, List.of(), List.of());
    }

    @Override
    public void close() {}
  }
}
