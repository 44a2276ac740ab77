// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import io.azud.error.AzudException;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import io.azud.spi.Change;
import io.azud.spi.Source.Bounds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the driver asks the cluster about one topic, and the topic's making. Every public method
 * ends within {@link #PATIENCE}. Not for use by several threads.
 */
public final class KafkaTopicAdmin implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(11);

  private static final Logger LOG = LoggerFactory.getLogger(KafkaTopicAdmin.class);

  private final KafkaTopic topic;
  private final KafkaClientProperties properties;
  private final KafkaFailures failures;
  private Admin admin;
  private String cluster = "";

  KafkaTopicAdmin(KafkaTopic topic, KafkaClientProperties properties) {
    this.topic = topic;
    this.properties = properties;
    this.failures = new KafkaFailures(topic.topic(), properties);
  }

  /**
   * What has to be done so that the topic is as declared: made, or given more partitions. A topic
   * is never made smaller.
   *
   * @throws AzudException {@code TOPIC_MISSING} when it does not exist and its partitions are not
   *     declared
   */
  public Optional<Change> missing() {
    Deadline deadline = new Deadline();
    int existing = describe(deadline).map(description -> description.partitions().size()).orElse(0);
    if (existing == 0 && topic.partitions() == 0) {
      throw failures.missing(null);
    }
    if (existing >= topic.partitions()) {
      return Optional.empty();
    }
    String target = "topic " + topic.topic();
    return Optional.of(
        existing == 0
            ? new Change(
                target,
                "create topic "
                    + topic.topic()
                    + " with "
                    + topic.partitions()
                    + " partitions, replication "
                    + topic.replication())
            : new Change(
                target,
                "raise the partitions of topic "
                    + topic.topic()
                    + " from "
                    + existing
                    + " to "
                    + topic.partitions()));
  }

  /** Does what {@link #missing()} says; safe beside another instance that does the same. */
  public void create() {
    Deadline deadline = new Deadline();
    int existing = describe(deadline).map(description -> description.partitions().size()).orElse(0);
    if (existing == 0 && topic.partitions() == 0) {
      throw failures.missing(null);
    }
    try {
      if (existing == 0) {
        NewTopic made =
            new NewTopic(topic.topic(), topic.partitions(), (short) topic.replication());
        await(admin().createTopics(List.of(made)).all(), deadline);
      } else if (existing < topic.partitions()) {
        await(
            admin()
                .createPartitions(
                    Map.of(topic.topic(), NewPartitions.increaseTo(topic.partitions())))
                .all(),
            deadline);
      }
    } catch (TopicExistsException | InvalidPartitionsException e) {
      LOG.info("topic {} was made by another instance in the meantime", topic.topic());
    }
    awaitLeaders(deadline);
  }

  /**
   * The cluster's and the topic's id: a topic that is deleted and made again under its name has
   * another.
   */
  String identity() {
    Deadline deadline = new Deadline();
    return identity(describeOrFail(deadline), deadline);
  }

  /** The topic as it is now. */
  State state() {
    Deadline deadline = new Deadline();
    TopicDescription description = describeOrFail(deadline);
    Map<TopicPartition, OffsetSpec> firsts = new HashMap<>();
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicPartitionInfo info : description.partitions()) {
      TopicPartition partition = new TopicPartition(topic.topic(), info.partition());
      firsts.put(partition, OffsetSpec.earliest());
      ends.put(partition, OffsetSpec.latest());
    }
    ListOffsetsResult first = ask(() -> admin().listOffsets(firsts, committed(deadline)));
    ListOffsetsResult end = ask(() -> admin().listOffsets(ends, committed(deadline)));
    Map<Integer, Bounds> bounds = new TreeMap<>();
    for (TopicPartition partition : firsts.keySet()) {
      long from = answer(first.partitionResult(partition), deadline).offset();
      long to = answer(end.partitionResult(partition), deadline).offset();
      // Two questions: records can be deleted between their answers.
      bounds.put(partition.partition(), new Bounds(from, Math.max(from, to)));
    }
    return new State(identity(description, deadline), bounds);
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
      admin = null;
    }
  }

  private String identity(TopicDescription description, Deadline deadline) {
    if (cluster.isEmpty()) {
      cluster = answer(ask(() -> admin().describeCluster().clusterId()), deadline);
    }
    return cluster + "/" + description.topicId();
  }

  private static ListOffsetsOptions committed(Deadline deadline) {
    return new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(deadline.leftMs());
  }

  private TopicDescription describeOrFail(Deadline deadline) {
    return describe(deadline).orElseThrow(() -> failures.missing(null));
  }

  private Optional<TopicDescription> describe(Deadline deadline) {
    DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(deadline.leftMs());
    KafkaFuture<TopicDescription> future =
        ask(
            () ->
                admin()
                    .describeTopics(List.of(topic.topic()), options)
                    .topicNameValues()
                    .get(topic.topic()));
    try {
      return Optional.of(await(future, deadline));
    } catch (UnknownTopicOrPartitionException e) {
      return Optional.empty();
    }
  }

  /** Brokers learn of a new topic one after the other; its first reader should not have to know. */
  private void awaitLeaders(Deadline deadline) {
    while (deadline.leftMs() > 1) {
      Optional<TopicDescription> description = describe(deadline);
      if (description.isPresent()
          && description.get().partitions().size() >= topic.partitions()
          && description.get().partitions().stream()
              .allMatch(partition -> partition.leader() != null)) {
        return;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failures.of(e);
      }
    }
    throw failures.unreachable(" (it was made, but has no leaders yet)", null);
  }

  private Admin admin() {
    if (admin == null) {
      admin = Admin.create(properties.admin("azud-" + topic.topic()));
    }
    return admin;
  }

  private <T> T answer(KafkaFuture<T> future, Deadline deadline) {
    return ask(() -> await(future, deadline));
  }

  private <T> T await(KafkaFuture<T> future, Deadline deadline) {
    try {
      return future.get(deadline.leftMs(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof TopicExistsException
          || e.getCause() instanceof InvalidPartitionsException) {
        throw (RuntimeException) e.getCause();
      }
      throw failures.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failures.of(e);
    } catch (TimeoutException e) {
      throw failures.of(e);
    }
  }

  private <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      throw failures.of(e);
    }
  }

  /**
   * @param bounds for each partition, from the first offset that is kept to the last stable one
   */
  record State(String identity, Map<Integer, Bounds> bounds) {}

  /** What is left of one public call's time. */
  private static final class Deadline {
    private final long at = System.nanoTime() + PATIENCE.toNanos() - TimeUnit.SECONDS.toNanos(1);

    int leftMs() {
      return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(at - System.nanoTime()));
    }
  }
}
