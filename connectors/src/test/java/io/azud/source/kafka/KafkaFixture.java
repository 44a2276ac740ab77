// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import io.azud.source.LivePlatform;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Does to the platform's broker what producers and operators do. */
final class KafkaFixture {

  static final String BOOTSTRAP = LivePlatform.get().endpoints().kafka().bootstrapServers();

  private static final Admin ADMIN = Admin.create(Map.of("bootstrap.servers", BOOTSTRAP));

  private KafkaFixture() {}

  static Admin admin() {
    return ADMIN;
  }

  static <T> T done(KafkaFuture<T> future) {
    return done(future.toCompletionStage().toCompletableFuture());
  }

  static void create(String topic, int partitions, Map<String, String> configs) {
    done(
        ADMIN
            .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(configs)))
            .all());
  }

  static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> properties = new HashMap<>(more);
    properties.put("bootstrap.servers", BOOTSTRAP);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A producer that has begun a transaction. */
  static KafkaProducer<byte[], byte[]> transaction(String id) {
    KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", id));
    producer.initTransactions();
    producer.beginTransaction();
    return producer;
  }

  static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, int partition, List<String> values) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      sent.add(producer.send(new ProducerRecord<>(topic, partition, null, bytes)));
    }
    producer.flush();
    sent.forEach(KafkaFixture::done);
  }

  static <T> T done(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
