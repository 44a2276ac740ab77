// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends good and bad records to a topic and keeps the list of those that were acknowledged. */
final class Feeder implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final Random random;
  private final ConcurrentLinkedQueue<Sent> sent = new ConcurrentLinkedQueue<>();
  private long sequence;

  Feeder(String bootstrapServers, String topic, long seed) {
    this.topic = topic;
    this.random = new Random(seed);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "key.serializer",
                ByteArraySerializer.class,
                "value.serializer",
                ByteArraySerializer.class,
                "linger.ms",
                5));
  }

  /** Every tenth record, about, is bad. */
  void send(int records) {
    for (int i = 0; i < records; i++) {
      boolean good = random.nextInt(10) != 0;
      send(good ? good() : bad(), good);
    }
    producer.flush();
  }

  /** Records that are good, although made by somebody else. */
  void sendGood(List<String> values) {
    values.forEach(value -> send(value, true));
    producer.flush();
  }

  /** Records that are bad, made by somebody else. */
  void sendBad(List<String> values) {
    values.forEach(value -> send(value, false));
    producer.flush();
  }

  private void send(String text, boolean good) {
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    byte[] key = Long.toString(sequence++).getBytes(StandardCharsets.UTF_8);
    Future<RecordMetadata> unused =
        producer.send(
            new ProducerRecord<>(topic, key, value),
            (stored, failure) -> {
              if (failure == null) {
                sent.add(new Sent(stored.partition(), stored.offset(), value, good));
              }
            });
  }

  private String good() {
    return String.format(
        "{\"id\":\"r%d\",\"n\":%d,\"at\":\"2026-%02d-%02dT10:00:00Z\",\"text\":\"ñandú 🦤 %d\"}",
        sequence, sequence, 1 + random.nextInt(10), 1 + random.nextInt(28), random.nextInt());
  }

  private String bad() {
    return switch (random.nextInt(3)) {
      case 0 -> "not json " + sequence;
      case 1 -> "{\"id\":\"r" + sequence + "\",\"n\":\"many\",\"at\":\"2026-01-01T10:00:00Z\"}";
      default -> "{\"id\":\"r" + sequence + "\",\"n\":1}";
    };
  }

  /** What the broker has acknowledged so far. */
  List<Sent> sent() {
    return List.copyOf(sent);
  }

  long sentGood() {
    return sent.stream().filter(Sent::good).count();
  }

  @Override
  public void close() {
    producer.close();
  }
}
