// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import io.azud.position.Lineage;
import io.azud.position.Slice;
import io.azud.spi.Change;
import io.azud.spi.SliceReader;
import io.azud.spi.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A Kafka topic, read without a consumer group and only as far as its transactions are decided
 * (read_committed).
 *
 * <p>A source that has once told its identity refuses to give bounds of another topic with the same
 * name.
 */
final class KafkaSource implements Source {

  private final KafkaTopic topic;
  private final KafkaClientProperties properties;
  private final KafkaTopicAdmin admin;
  private final KafkaArrivals arrivals;
  private String identity = "";

  KafkaSource(KafkaTopic topic, KafkaClientProperties properties) {
    this.topic = topic;
    this.properties = properties;
    this.admin = new KafkaTopicAdmin(topic, properties);
    this.arrivals = new KafkaArrivals(topic.topic(), properties);
  }

  @Override
  public String identity() {
    identity = admin.identity();
    return identity;
  }

  @Override
  public List<Change> plan() {
    return admin.missing().stream().toList();
  }

  @Override
  public void apply() {
    admin.create();
  }

  @Override
  public Map<Integer, Bounds> bounds() {
    KafkaTopicAdmin.State state = admin.state();
    if (!identity.isEmpty() && !identity.equals(state.identity())) {
      throw new AzudException(
          ErrorCode.SOURCE_REPLACED,
          "topic "
              + topic.topic()
              + " was deleted and made again: it is "
              + state.identity()
              + " now and was "
              + identity
              + "; its offsets mean other records, so the pipeline stops");
    }
    return state.bounds();
  }

  @Override
  public Map<Integer, Instant> arrivals(Map<Integer, Long> positions) {
    return arrivals.of(positions);
  }

  @Override
  public SliceReader reader(List<Slice> slices) {
    return new KafkaSliceReader(topic.topic(), properties, KafkaCursor.STALL);
  }

  @Override
  public Lineage lineage() {
    return Lineage.RECORD;
  }

  @Override
  public void close() {
    arrivals.close();
    admin.close();
  }
}
