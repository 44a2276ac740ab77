// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What people and clusters do to a topic beside the pipeline. */
final class Topic implements AutoCloseable {
  private final String name;
  private final String bootstrapServers;
  private final Admin admin;

  Topic(String name) {
    this(name, OnePlatform.platform().endpoints().kafka().bootstrapServers());
  }

  Topic(String name, String bootstrapServers) {
    this.name = name;
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Makes it, also right after it was deleted, when its name is not free yet. */
  void create(int partitions, Map<String, String> settings) {
    NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
    Await.until(
        "topic " + name + " is made",
        () -> {
          try {
            admin.createTopics(List.of(topic)).all().get();
            return true;
          } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
              return false;
            }
            throw e;
          }
        });
  }

  void delete() throws Exception {
    admin.deleteTopics(List.of(name)).all().get();
  }

  void growTo(int partitions) throws Exception {
    admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all().get();
  }

  /** As retention does. */
  void deleteBefore(int partition, long offset) throws Exception {
    TopicPartition at = new TopicPartition(name, partition);
    admin.deleteRecords(Map.of(at, RecordsToDelete.beforeOffset(offset))).all().get();
  }

  long end(int partition) throws Exception {
    TopicPartition at = new TopicPartition(name, partition);
    return admin.listOffsets(Map.of(at, OffsetSpec.latest())).partitionResult(at).get().offset();
  }

  /** Sends records to partition 0 in one transaction, under the same few keys. */
  void sendInTransaction(List<String> values, Ending ending) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("key.serializer", StringSerializer.class);
    properties.put("value.serializer", StringSerializer.class);
    properties.put("transactional.id", "e2e-" + name);
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(properties)) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < values.size(); i++) {
        var unused = producer.send(new ProducerRecord<>(name, 0, "k" + i % 3, values.get(i)));
      }
      producer.flush();
      if (ending == Ending.COMMITTED) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  enum Ending {
    COMMITTED,
    ABORTED
  }

  /** The records of partition 0 that a careful reader is given, all taken for good ones. */
  List<Sent> readCommitted() throws Exception {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("isolation.level", "read_committed");
    TopicPartition at = new TopicPartition(name, 0);
    List<Sent> records = new ArrayList<>();
    long end = end(0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(at));
      consumer.seekToBeginning(List.of(at));
      while (consumer.position(at) < end) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
          records.add(new Sent(each.partition(), each.offset(), each.value(), true));
        }
      }
    }
    return records;
  }

  static String record(String id) {
    return "{\"id\":\"" + id + "\",\"n\":1,\"at\":\"2026-01-01T00:00:00Z\"}";
  }

  @Override
  public void close() {
    admin.close();
  }
}
