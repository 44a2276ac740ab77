// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.memory;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
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
import java.util.concurrent.ConcurrentHashMap;

/**
 * A topic without Kafka: record {@code n} of every partition is the text {@code n}, every seventh
 * is bad. Records can be lost in the middle, as files are.
 */
public final class MemorySource implements Source {
  private static final Map<String, Slice> LOST = new ConcurrentHashMap<>();
  private static final Map<String, Slice> GIVEN_UP = new ConcurrentHashMap<>();

  private final String topic;
  private final Map<Integer, Long> ends;

  private MemorySource(String topic, Map<Integer, Long> ends) {
    this.topic = topic;
    this.ends = ends;
  }

  /** From now on these records cannot be read. */
  public static void lose(String topic, Slice slice) {
    LOST.put(topic, slice);
  }

  /** Declared by a topic named after its partitions' ends, such as {@code 100_200}. */
  public static final class Factory implements SourceFactory {
    @Override
    public Class<? extends SourceDefinition> reads() {
      return SourceDefinition.KafkaTopic.class;
    }

    @Override
    public Source create(Pipeline pipeline, Environment environment) {
      String topic = ((SourceDefinition.KafkaTopic) pipeline.source()).topic();
      String[] ends = topic.split("_", -1);
      Map<Integer, Long> byPartition = new HashMap<>();
      for (int i = 0; i < ends.length; i++) {
        byPartition.put(i, Long.parseLong(ends[i]));
      }
      return new MemorySource(topic, byPartition);
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
    String read = topic;
    return slice -> new Cursor(slice, read);
  }

  @Override
  public List<Slice> giveUp(List<Slice> pending) {
    Slice lost = LOST.get(topic);
    if (lost == null || GIVEN_UP.put(topic, lost) != null) {
      return List.of();
    }
    return List.of(lost);
  }

  @Override
  public Lineage lineage() {
    return Lineage.RECORD;
  }

  @Override
  public void close() {}

  private static final class Cursor implements RecordCursor {
    private final Slice slice;
    private final String topic;
    private long next;

    Cursor(Slice slice, String topic) {
      this.slice = slice;
      this.topic = topic;
      this.next = slice.start();
    }

    @Override
    public boolean advance() {
      Slice lost = LOST.get(topic);
      if (lost != null && lost.partition() == slice.partition() && next == lost.start()) {
        if (!GIVEN_UP.containsKey(topic)) {
          throw new AzudException(ErrorCode.OFFSETS_LOST, lost + " is lost");
        }
        next = lost.end();
      }
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
