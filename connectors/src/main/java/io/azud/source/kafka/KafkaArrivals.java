// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the times of single records. It keeps a consumer of its own between the questions, and asks
 * for little at a time: only the first record of each partition is of use. Not for use by several
 * threads.
 */
final class KafkaArrivals implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int FETCH_BYTES = 16 * 1024;

  /** Only the times are of use: keys and values are not even kept. */
  private static final Deserializer<byte[]> NOTHING = (topic, bytes) -> new byte[0];

  private final String topic;
  private final KafkaClientProperties properties;
  private final KafkaFailures failures;
  private Consumer<byte[], byte[]> consumer;

  KafkaArrivals(String topic, KafkaClientProperties properties) {
    this.topic = topic;
    this.properties = properties;
    this.failures = new KafkaFailures(topic, properties);
  }

  /**
   * The times of the records at these positions or next after them; what is not found is left out.
   */
  Map<Integer, Instant> of(Map<Integer, Long> positions) {
    if (positions.isEmpty()) {
      return Map.of();
    }
    try {
      return read(positions);
    } catch (RuntimeException e) {
      close();
      throw failures.of(e);
    }
  }

  private Map<Integer, Instant> read(Map<Integer, Long> positions) {
    List<TopicPartition> asked = new ArrayList<>();
    positions.keySet().forEach(partition -> asked.add(new TopicPartition(topic, partition)));
    consumer().assign(asked);
    asked.forEach(partition -> consumer.seek(partition, positions.get(partition.partition())));
    Map<Integer, Instant> times = new HashMap<>();
    long began = System.nanoTime();
    while (times.size() < asked.size() && System.nanoTime() - began < PATIENCE.toNanos()) {
      ConsumerRecords<byte[], byte[]> found = consumer.poll(POLL);
      for (TopicPartition partition : found.partitions()) {
        ConsumerRecord<byte[], byte[]> first = found.records(partition).get(0);
        times.putIfAbsent(partition.partition(), Instant.ofEpochMilli(first.timestamp()));
      }
      consumer.pause(found.partitions());
    }
    consumer.unsubscribe();
    return times;
  }

  private Consumer<byte[], byte[]> consumer() {
    if (consumer == null) {
      Map<String, Object> ours = properties.consumer("azud-watch-" + topic);
      ours.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
      // A position that was deleted meanwhile: the next record is what is asked for.
      ours.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
      consumer = new KafkaConsumer<>(ours, NOTHING, NOTHING);
    }
    return consumer;
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
      consumer = null;
    }
  }
}
