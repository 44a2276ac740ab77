// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Says in Azud's terms what a Kafka client's exception means for one topic. */
record KafkaFailures(String topic, KafkaClientProperties properties) {

  /** For failures of making a client and of the driver's questions. */
  AzudException of(Throwable failure) {
    Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
    if (cause instanceof AzudException known) {
      return known;
    }
    if (cause instanceof KafkaException
        && cause.getCause() instanceof KafkaException inner
        && !tells(cause)) {
      cause = inner;
    }
    return translate(cause);
  }

  /**
   * For failures of reading records: what no broker or network can be blamed for is damage in the
   * log.
   */
  AzudException ofReading(RuntimeException failure, long offset, int partition) {
    if (!isDamage(failure)) {
      return of(failure);
    }
    return new AzudException(
        ErrorCode.SOURCE_DAMAGED,
        String.format(
            "topic %s, partition %d: what the broker holds at offset %d or after is damaged and"
                + " cannot be read; restore the partition from a replica, or skip the damaged"
                + " offsets",
            topic, partition, offset),
        failure);
  }

  /** An unknown compression codec is an {@link IllegalArgumentException} of the client. */
  private static boolean isDamage(RuntimeException failure) {
    return failure instanceof IllegalArgumentException
        || failure instanceof CorruptRecordException
        || failure instanceof KafkaException && !tells(failure);
  }

  AzudException unreachable(String detail, Throwable cause) {
    return new AzudException(
        ErrorCode.KAFKA_UNREACHABLE,
        "Kafka at "
            + properties.bootstrapServers()
            + " did not answer for topic "
            + topic
            + detail
            + ": check that the brokers run, that this address and the listeners they advertise can"
            + " be reached from here, and that security.protocol is theirs",
        cause);
  }

  AzudException missing(Throwable cause) {
    return new AzudException(
        ErrorCode.TOPIC_MISSING,
        "topic "
            + topic
            + " does not exist at "
            + properties.bootstrapServers()
            + ": make it, or declare source.kafka.partitions and let `azud apply` make it",
        cause);
  }

  private AzudException translate(Throwable cause) {
    if (cause instanceof AuthenticationException
        || cause instanceof AuthorizationException
        || cause instanceof UnsupportedVersionException) {
      return new AzudException(
          ErrorCode.KAFKA_REFUSED,
          "Kafka at "
              + properties.bootstrapServers()
              + " refused this client for topic "
              + topic
              + " ("
              + properties.redact(String.valueOf(cause.getMessage()))
              + "): check kafka.properties in the environment file and the user's rights to"
              + " describe and read the topic",
          cause);
    }
    if (cause instanceof UnknownTopicOrPartitionException
        || cause instanceof UnknownTopicIdException) {
      return missing(cause);
    }
    if (cause instanceof InvalidTopicException) {
      return new AzudException(
          ErrorCode.PIPELINE_INVALID,
          topic + " is not a name that Kafka allows for a topic",
          cause);
    }
    if (cause instanceof InterruptException || cause instanceof InterruptedException) {
      return new AzudException(
          ErrorCode.TRY_AGAIN, "reading topic " + topic + " was interrupted", cause);
    }
    if (cause instanceof ConfigException configuration) {
      return ofConfiguration(configuration);
    }
    if (cause instanceof RetriableException
        || cause instanceof java.util.concurrent.TimeoutException) {
      return unreachable("", cause);
    }
    return new AzudException(
        ErrorCode.KAFKA_REFUSED,
        "Kafka at "
            + properties.bootstrapServers()
            + " cannot be used for topic "
            + topic
            + ": "
            + properties.redact(String.valueOf(cause.getMessage())),
        cause);
  }

  private AzudException ofConfiguration(ConfigException cause) {
    String message = properties.redact(String.valueOf(cause.getMessage()));
    if (message.contains("bootstrap")) {
      return unreachable(" (" + message + ")", cause);
    }
    return new AzudException(
        ErrorCode.ENVIRONMENT_INVALID,
        "the Kafka client refuses its properties: " + message,
        cause);
  }

  /** Whether the exception's own type says what is wrong. */
  private static boolean tells(Throwable failure) {
    return failure.getClass() != KafkaException.class;
  }
}
