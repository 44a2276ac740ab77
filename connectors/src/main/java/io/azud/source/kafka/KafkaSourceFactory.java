// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import io.azud.spi.Source;
import io.azud.spi.SourceFactory;

/** Makes sources that read a Kafka topic. */
public final class KafkaSourceFactory implements SourceFactory {

  @Override
  public Class<? extends SourceDefinition> reads() {
    return KafkaTopic.class;
  }

  @Override
  public Source create(Pipeline pipeline, Environment environment) {
    if (environment.kafka().bootstrapServers().isBlank()) {
      throw new AzudException(
          ErrorCode.ENVIRONMENT_INVALID,
          "pipeline "
              + pipeline.name()
              + " reads from Kafka, and environment "
              + environment.name()
              + " has none: declare kafka.bootstrapServers there");
    }
    KafkaTopic topic = (KafkaTopic) pipeline.source();
    return new KafkaSource(topic, KafkaClientProperties.of(environment.kafka(), topic));
  }
}
