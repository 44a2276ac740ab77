// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.demo;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends the flights to a topic as an airline's system would: keyed, idempotent, acknowledged by all
 * replicas.
 */
final class FlightPublisher {
  private final String bootstrapServers;

  FlightPublisher(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * @param most how many records are sent at most
   * @param progress hears how many records were handed over so far
   * @return how many records the broker has acknowledged
   */
  long publish(Path table, String topic, long most, LongConsumer progress) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    long sent = 0;
    try (FlightRecords records = new FlightRecords(table);
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties())) {
      while (sent < most && records.advance() && failure.get() == null) {
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(topic, records.key(), records.json()),
                (acknowledged, e) -> {
                  if (e != null) {
                    failure.set(e);
                  }
                });
        sent++;
        progress.accept(sent);
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new AzudException(
          ErrorCode.KAFKA_UNREACHABLE,
          "the broker at "
              + bootstrapServers
              + " did not take the flights: "
              + failure.get().getMessage(),
          failure.get());
    }
    return sent;
  }

  private Map<String, Object> properties() {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "lz4",
        ProducerConfig.LINGER_MS_CONFIG,
        20,
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 * 1024,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        15_000);
  }
}
