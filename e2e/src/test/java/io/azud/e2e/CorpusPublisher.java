// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes records one by one, each with another kind of key and headers, and remembers what was
 * acknowledged.
 */
final class CorpusPublisher implements AutoCloseable {
  private static final long IN_A_HUNDRED_YEARS = 4_900_000_000_000L;
  private static final List<List<Header>> HEADERS =
      List.of(
          List.of(),
          List.of(new RecordHeader("none", (byte[]) null)),
          List.of(new RecordHeader("binary", new byte[] {0, (byte) 0xff, '\n'})),
          List.of(header("twice", "1"), header("twice", "2"), header("twice", "1")),
          List.of(header("__error", "original"), header("azud_offset", "7"), header("", "")));
  private static final List<byte[]> KEYS =
      Arrays.asList(null, new byte[0], new byte[] {0, (byte) 0xc3, 27}, utf8("key ñ"));

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final List<Publication> published = new ArrayList<>();
  private int sequence;

  CorpusPublisher(String bootstrapServers, String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "max.request.size",
                100 << 20,
                "buffer.memory",
                128L << 20,
                "batch.size",
                8 << 20,
                "linger.ms",
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Publishes a record into the next partition and waits for its position. */
  void send(String words, byte[] value, Map<String, String> row, String rule) {
    send(
        words,
        KEYS.get(sequence % KEYS.size()),
        value,
        HEADERS.get(sequence % HEADERS.size()),
        row,
        rule);
  }

  void send(
      String words,
      byte[] key,
      byte[] value,
      List<Header> headers,
      Map<String, String> row,
      String rule) {
    int partition = sequence % partitions;
    Long timestamp =
        sequence % 7 == 0 ? Long.valueOf(0) : sequence % 7 == 1 ? IN_A_HUNDRED_YEARS : null;
    if (sequence % 7 == 2) {
      timestamp = Long.MAX_VALUE;
    }
    sequence++;
    try {
      RecordMetadata stored =
          producer
              .send(new ProducerRecord<>(topic, partition, timestamp, key, value, headers))
              .get();
      published.add(
          new Publication(
              words, partition, stored.offset(), key, value, List.copyOf(headers), row, rule));
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(words, e);
    }
  }

  /** Turns to the next partition. */
  int next() {
    return sequence++ % partitions;
  }

  List<Publication> published() {
    return List.copyOf(published);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, utf8(value));
  }

  @Override
  public void close() {
    producer.close();
  }
}
