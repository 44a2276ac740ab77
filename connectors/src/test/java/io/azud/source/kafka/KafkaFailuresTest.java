// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.environment.Secret;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaFailuresTest {

  private static final KafkaFailures FAILURES =
      new KafkaFailures(
          "flights",
          new KafkaClientProperties(
              "broker:9092", Map.of("sasl.jaas.config", Secret.of("hunter2"))));

  static Stream<Arguments> meanings() {
    return Stream.of(
        Arguments.of(new SaslAuthenticationException("no"), ErrorCode.KAFKA_REFUSED),
        Arguments.of(new SslAuthenticationException("no"), ErrorCode.KAFKA_REFUSED),
        Arguments.of(new TopicAuthorizationException("flights"), ErrorCode.KAFKA_REFUSED),
        Arguments.of(new UnsupportedVersionException("old"), ErrorCode.KAFKA_REFUSED),
        Arguments.of(new UnknownTopicOrPartitionException("?"), ErrorCode.TOPIC_MISSING),
        Arguments.of(new InvalidTopicException("a/b"), ErrorCode.PIPELINE_INVALID),
        Arguments.of(new TimeoutException("late"), ErrorCode.KAFKA_UNREACHABLE),
        Arguments.of(
            new ConfigException("No resolvable bootstrap urls given"), ErrorCode.KAFKA_UNREACHABLE),
        Arguments.of(new ConfigException("ssl.protocol", "x"), ErrorCode.ENVIRONMENT_INVALID),
        Arguments.of(new InterruptedException(), ErrorCode.TRY_AGAIN));
  }

  @ParameterizedTest
  @MethodSource("meanings")
  void saysWhatAnExceptionMeans(Exception thrown, ErrorCode code) {
    assertThat(FAILURES.of(thrown).code()).isEqualTo(code);
    assertThat(FAILURES.of(new ExecutionException(thrown)).code()).isEqualTo(code);
  }

  @Test
  void looksIntoAFailureToMakeAClient() {
    AzudException failure =
        FAILURES.of(
            new KafkaException(
                "Failed to create", new ConfigException("sasl.jaas.config", "hunter2")));
    assertThat(failure.code()).isEqualTo(ErrorCode.ENVIRONMENT_INVALID);
    assertThat(failure)
        .hasMessageContaining("sasl.jaas.config")
        .hasMessageNotContainingAny("hunter2");
  }

  @Test
  void takesWhatOnlyTheLogCanBeBlamedForAsDamage() {
    assertThat(FAILURES.ofReading(new KafkaException("bad batch"), 7, 1).code())
        .isEqualTo(ErrorCode.SOURCE_DAMAGED);
    assertThat(FAILURES.ofReading(new CorruptRecordException("crc"), 7, 1).code())
        .isEqualTo(ErrorCode.SOURCE_DAMAGED);
    assertThat(FAILURES.ofReading(new IllegalArgumentException("codec 7"), 7, 1).code())
        .isEqualTo(ErrorCode.SOURCE_DAMAGED);
    assertThat(FAILURES.ofReading(new TopicAuthorizationException("flights"), 7, 1).code())
        .isEqualTo(ErrorCode.KAFKA_REFUSED);
    assertThat(FAILURES.ofReading(new TimeoutException("late"), 7, 1).code())
        .isEqualTo(ErrorCode.KAFKA_UNREACHABLE);
  }
}
