// SPDX-License-Identifier: Apache-2.0
package io.azud.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills a topic with sensor readings: JSON of about 184 bytes, 9 fields, the same for the same
 * seed.
 */
final class RecordProducer {
  private static final String[] REGIONS = {"eu-west-1", "us-east-1", "ap-south-1", "sa-east-1"};
  private static final String[] KINDS = {"measurement", "alarm", "heartbeat", "status"};
  private static final long FIRST_SECOND = Instant.parse("2026-08-01T00:00:00Z").getEpochSecond();
  private static final long SECONDS = 90L * 86_400;

  private final String bootstrapServers;

  RecordProducer(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  void produce(String topic, int partitions, long records)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
    Future<RecordMetadata> last = null;
    SplittableRandom random = new SplittableRandom(20_261_122);
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties())) {
      for (long i = 0; i < records; i++) {
        last =
            producer.send(
                new ProducerRecord<>(
                    topic, (int) (i % partitions), null, json(i, records, random)));
        if ((i + 1) % 500_000 == 0) {
          System.err.printf(Locale.ROOT, "  %,d of %,d records%n", i + 1, records);
        }
      }
      producer.flush();
      if (last != null) {
        last.get();
      }
    }
  }

  private static byte[] json(long i, long records, SplittableRandom random) {
    Instant time = Instant.ofEpochMilli((FIRST_SECOND + SECONDS * i / records) * 1000 + i % 1000);
    StringBuilder json = new StringBuilder(200);
    json.append("{\"id\":").append(i);
    json.append(",\"event_time\":\"").append(time).append("\",\"device\":\"device-");
    json.append(100_000 + random.nextInt(50_000))
        .append("\",\"region\":\"")
        .append(REGIONS[random.nextInt(4)]);
    json.append("\",\"kind\":\"").append(KINDS[random.nextInt(4)]);
    json.append("\",\"temperature\":").append(random.nextInt(-2_000, 6_000) / 100.0);
    json.append(",\"pressure\":").append(random.nextInt(950_000, 1_050_000) / 1000.0);
    json.append(",\"count\":").append(random.nextInt(100_000));
    json.append(",\"ok\":").append(random.nextBoolean()).append('}');
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, Object> properties() {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "key.serializer",
        ByteArraySerializer.class,
        "value.serializer",
        ByteArraySerializer.class,
        "compression.type",
        "lz4",
        "linger.ms",
        20,
        "batch.size",
        256 * 1024,
        "buffer.memory",
        64L << 20);
  }
}
