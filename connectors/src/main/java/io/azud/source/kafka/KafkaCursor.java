// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.position.Slice;
import io.azud.spi.Header;
import io.azud.spi.RawRecord;
import io.azud.spi.RecordCursor;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;

/**
 * Reads one slice of one partition.
 *
 * <p>A slice has ended when the consumer's position has reached its end: offsets that hold
 * transaction markers, aborted records or nothing at all after compaction give no record, and the
 * last one may be of that kind.
 */
final class KafkaCursor implements RecordCursor {

  /** How long a slice may bring nothing new. */
  static final Duration STALL = Duration.ofSeconds(60);

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration QUESTION = Duration.ofSeconds(5);

  private final TopicPartition partition;
  private final Slice slice;
  private final KafkaClientProperties properties;
  private final Duration stall;
  private final IdleConsumers idle;
  private final KafkaFailures failures;

  private BoundedConsumer lent;
  private Consumer<byte[], byte[]> consumer;
  private List<ConsumerRecord<byte[], byte[]>> batch = List.of();
  private int next;
  private long position;
  private boolean ended;
  private RawRecord record;

  KafkaCursor(
      String topic,
      Slice slice,
      KafkaClientProperties properties,
      Duration stall,
      IdleConsumers idle) {
    this.partition = new TopicPartition(topic, slice.partition());
    this.slice = slice;
    this.properties = properties;
    this.stall = stall;
    this.idle = idle;
    this.failures = new KafkaFailures(topic, properties);
    this.position = slice.start();
    this.ended = slice.length() == 0;
  }

  @Override
  public boolean advance() {
    while (!ended) {
      if (next < batch.size()) {
        ConsumerRecord<byte[], byte[]> found = batch.get(next++);
        if (found.offset() < slice.end()) {
          record = raw(found);
          return true;
        }
        ended = true;
      } else if (position >= slice.end()) {
        ended = true;
      } else {
        fetch();
      }
    }
    batch = List.of();
    return false;
  }

  @Override
  public RawRecord record() {
    return record;
  }

  @Override
  public void close() {
    if (consumer == null) {
      return;
    }
    BoundedConsumer used = lent;
    lent = null;
    consumer = null;
    if (ended && !Thread.currentThread().isInterrupted()) {
      idle.giveBack(properties, used);
    } else {
      idle.discard(used);
    }
  }

  private static RawRecord raw(ConsumerRecord<byte[], byte[]> found) {
    return new RawRecord(
        found.partition(),
        found.offset(),
        found.timestamp(),
        found.key(),
        found.value(),
        headers(found.headers()),
        List.of());
  }

  private static List<Header> headers(Headers headers) {
    org.apache.kafka.common.header.Header[] all = headers.toArray();
    if (all.length == 0) {
      return List.of();
    }
    return Arrays.stream(all).map(header -> new Header(header.key(), header.value())).toList();
  }

  /**
   * Leaves the next records in {@link #batch}, or moves the position over offsets that hold none.
   */
  private void fetch() {
    try {
      if (consumer == null) {
        lent = idle.borrow(properties);
        consumer = lent.consumer();
        consumer.assign(List.of(partition));
        consumer.seek(partition, position);
      }
      long last = System.nanoTime();
      long before = position;
      while (position == before) {
        batch = lent.poll(partition, POLL);
        next = 0;
        position = consumer.position(partition);
        if (position == before && System.nanoTime() - last > stall.toNanos()) {
          throw stalled();
        }
      }
    } catch (OffsetOutOfRangeException e) {
      throw lost(e);
    } catch (RuntimeException e) {
      throw e instanceof AzudException ? e : failures.ofReading(e, position, partition.partition());
    }
  }

  private AzudException stalled() {
    try {
      if (consumer.partitionsFor(partition.topic(), QUESTION).isEmpty()) {
        return failures.missing(null);
      }
    } catch (InterruptException e) {
      return failures.of(e);
    } catch (RuntimeException e) {
      return failures.unreachable(where(position), e);
    }
    return failures.unreachable(where(position) + " within " + stall.toSeconds() + " s", null);
  }

  private String where(long offset) {
    return ", partition " + partition.partition() + ", offset " + offset;
  }

  private AzudException lost(OffsetOutOfRangeException cause) {
    long first;
    long end;
    try {
      first = consumer.beginningOffsets(List.of(partition), QUESTION).get(partition);
      end = consumer.endOffsets(List.of(partition), QUESTION).get(partition);
    } catch (RuntimeException e) {
      return failures.of(e);
    }
    if (position < first) {
      return new AzudException(
          ErrorCode.OFFSETS_LOST,
          "topic "
              + partition.topic()
              + ", partition "
              + partition.partition()
              + ": offsets "
              + position
              + ".."
              + (Math.min(first, slice.end()) - 1)
              + " are gone, the first one kept is "
              + first
              + "; the pipeline stops rather than skip them. Lengthen retention.ms, and go on"
              + " without them by 'azud run --accept-loss', which records the loss",
          cause);
    }
    return new AzudException(
        ErrorCode.SOURCE_REPLACED,
        "topic "
            + partition.topic()
            + ", partition "
            + partition.partition()
            + " ends at offset "
            + end
            + ", before offset "
            + position
            + " that was there when the range was planned: the topic was made again or"
            + " has lost its tail",
        cause);
  }
}
