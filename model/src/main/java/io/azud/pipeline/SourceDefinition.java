// SPDX-License-Identifier: Apache-2.0
package io.azud.pipeline;

import java.io.Serializable;
import java.util.Map;

/** Where a pipeline's records come from. */
public sealed interface SourceDefinition extends Serializable {

  Format format();

  /** How a record's bytes are read. */
  record Format(Kind kind, Csv csv) implements Serializable {
    /** The encodings that can be read. */
    public enum Kind {
      JSON,
      CSV,
      PARQUET
    }

    public static final Format JSON = new Format(Kind.JSON, Csv.DEFAULT);
  }

  /**
   * How CSV is written, beyond RFC 4180.
   *
   * @param delimiter one character
   * @param header whether a file's first record names its columns; Kafka values never have a header
   */
  record Csv(char delimiter, char quote, boolean header) implements Serializable {
    public static final Csv DEFAULT = new Csv(',', '"', true);
  }

  /**
   * A Kafka topic.
   *
   * @param partitions how many partitions the topic is made with when it is missing; 0 when it must
   *     exist
   * @param replication of a topic that is made; ignored when {@code partitions} is 0
   * @param properties handed to the Kafka client; allow-listed
   */
  record KafkaTopic(
      String topic, Format format, int partitions, int replication, Map<String, String> properties)
      implements SourceDefinition {
    public KafkaTopic {
      properties = Map.copyOf(properties);
    }
  }

  /**
   * Files in a local directory or under an {@code s3://} prefix. A file counts once by its content,
   * whatever its name.
   *
   * @param path a directory, a file, or a path whose last part holds {@code *}; local or {@code
   *     s3://bucket/prefix}
   */
  record Files(String path, Format format) implements SourceDefinition {}
}
