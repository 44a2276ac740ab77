// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.text.TextTable;
import io.azud.local.Endpoints;
import io.azud.local.Platform;
import io.azud.local.PlatformOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code azud up}: the whole platform on this machine. */
@Command(
    name = "up",
    description =
        "Start Kafka, PostgreSQL and an S3 server on this machine, for this machine only, and keep them until Ctrl-C."
            + " The same directory goes on with the same data.")
final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Where everything is kept; made when missing.")
  private Path data;

  @Option(
      names = "--kafka-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Default: the last one, or a free one.")
  private int kafkaPort;

  @Option(
      names = "--postgres-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Default: the last one, or a free one.")
  private int postgresPort;

  @Option(
      names = "--s3-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Default: the last one, or a free one.")
  private int s3Port;

  @Override
  public Integer call() throws InterruptedException {
    Instant began = Instant.now();
    PlatformOptions options =
        PlatformOptions.in(data)
            .withKafkaPort(kafkaPort)
            .withPostgresPort(postgresPort)
            .withS3Port(s3Port);
    System.err.println("Starting Kafka, PostgreSQL and S3 in " + options.data() + " …");
    try (Platform platform = Platform.start(options);
        GracefulStop stop =
            GracefulStop.on(platform::close, "stopping the servers; once more ends them at once")) {
      Endpoints endpoints = platform.endpoints();
      TextTable table =
          new TextTable("service", "address", "user")
              .row("kafka", endpoints.kafka().bootstrapServers(), "-")
              .row("postgres", endpoints.postgres().jdbcUrl(), endpoints.postgres().user())
              .row("s3", endpoints.s3().endpoint(), endpoints.s3().accessKey())
              .row(
                  "iceberg",
                  endpoints.s3().warehouse() + ", catalog " + endpoints.catalog().name(),
                  "-");
      System.out.print(table);
      System.out.printf(
          Locale.ROOT,
          "%nReady in %.1f s. Ctrl-C stops it.%n  passwords and all:  %s%n  for azud commands:  --environment %s%n",
          Duration.between(began, Instant.now()).toMillis() / 1000.0,
          options.data().resolve("endpoints.json"),
          platform.environmentFile());
      System.out.flush();
      platform.await();
    }
    return 0;
  }
}
