// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.nio.file.Path;

/**
 * Where the embedded platform keeps its data and which ports it takes.
 *
 * @param data the directory of everything the platform keeps; absolute here, however it was given
 * @param kafkaPort 0 for the port of the last start, or any free one
 * @param postgresPort as {@code kafkaPort}
 * @param s3Port as {@code kafkaPort}
 */
public record PlatformOptions(Path data, int kafkaPort, int postgresPort, int s3Port) {

  public PlatformOptions {
    data = data.toAbsolutePath().normalize();
    requirePort("Kafka", kafkaPort);
    requirePort("PostgreSQL", postgresPort);
    requirePort("S3", s3Port);
  }

  public static PlatformOptions in(Path data) {
    return new PlatformOptions(data, 0, 0, 0);
  }

  public PlatformOptions withKafkaPort(int port) {
    return new PlatformOptions(data, port, postgresPort, s3Port);
  }

  public PlatformOptions withPostgresPort(int port) {
    return new PlatformOptions(data, kafkaPort, port, s3Port);
  }

  public PlatformOptions withS3Port(int port) {
    return new PlatformOptions(data, kafkaPort, postgresPort, port);
  }

  private static void requirePort(String service, int port) {
    if (port < 0 || port > 65535) {
      throw new AzudException(
          ErrorCode.USAGE,
          "The port of " + service + " is " + port + "; choose one from 1 to 65535, or 0 for any.");
    }
  }
}
