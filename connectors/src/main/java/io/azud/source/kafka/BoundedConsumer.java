// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A consumer whose polls hold a bounded number of bytes. Used by one thread at a time. */
record BoundedConsumer(Consumer<byte[], byte[]> consumer, ByteBudget budget) {
  private static final long MOST_BYTES = 32L << 20;

  static BoundedConsumer of(KafkaClientProperties properties, String clientId) {
    ByteBudget budget = new ByteBudget(MOST_BYTES);
    return new BoundedConsumer(
        new KafkaConsumer<>(properties.consumer(clientId), budget.keys(), budget.values()), budget);
  }

  /** The next records of its one partition. */
  List<ConsumerRecord<byte[], byte[]>> poll(TopicPartition partition, Duration patience) {
    budget.renew();
    return consumer.poll(patience).records(partition);
  }
}
