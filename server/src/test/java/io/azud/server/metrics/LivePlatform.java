// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.engine.OpenPipeline;
import io.azud.engine.definition.EnvironmentReader;
import io.azud.engine.definition.PipelineReader;
import io.azud.engine.run.PipelineRun;
import io.azud.engine.run.RunListener;
import io.azud.engine.run.RunOptions;
import io.azud.engine.run.RunReport;
import io.azud.engine.run.StopSignal;
import io.azud.environment.Environment;
import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import io.azud.pipeline.Pipeline;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The embedded platform with the pipelines of the tests. */
final class LivePlatform implements AutoCloseable {
  private static final Path PIPELINES = Path.of("src/test/resources/pipelines");

  private final Path data;
  private final PlatformProcess platform;

  LivePlatform(Path data) {
    this.data = data;
    platform = PlatformProcess.launch(PlatformOptions.in(data));
  }

  /** The directory that the platform keeps everything in. */
  Path data() {
    return data;
  }

  PlatformProcess process() {
    return platform;
  }

  Environment environment() {
    return new EnvironmentReader(Map.of()).read(platform.environmentFile());
  }

  static Pipeline orders() {
    return new PipelineReader(Map.of()).read(PIPELINES.resolve("orders.yaml"));
  }

  static Pipeline airports() {
    return new PipelineReader(Map.of()).read(PIPELINES.resolve("airports/pipeline.yaml"));
  }

  OpenPipeline open(Pipeline pipeline) {
    return new OpenPipeline(pipeline, environment());
  }

  /** Brings all that the source has into the sinks. */
  RunReport run(OpenPipeline open) {
    return new PipelineRun(
            open, RunOptions.UNTIL_END, new RunListener() {}, new StopSignal(), Clock.systemUTC())
        .run();
  }

  /**
   * Publishes records of the pipeline {@code orders}: of ten, one is not JSON, one has a total that
   * is refused, one is filtered out and one gives a warning.
   */
  void produceOrders(int first, int count) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", platform.endpoints().kafka().bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      for (int i = first; i < first + count; i++) {
        var unused = producer.send(new ProducerRecord<>("orders.raw", i % 3, null, order(i)));
      }
      producer.flush();
    }
  }

  private static String order(int i) {
    return switch (i % 10) {
      case 0 -> "not json";
      case 1 -> json(i, "ES", -1);
      case 2 -> json(i, "XX", 5);
      case 3 -> json(i, "ES", 950);
      default -> json(i, "ES", i % 100 + 1);
    };
  }

  private static String json(int id, String country, int total) {
    return String.format(
        "{\"id\": %d, \"country\": \"%s\", \"at\": \"%s\", \"total\": %d}",
        id, country, Instant.now().truncatedTo(ChronoUnit.MILLIS), total);
  }

  @Override
  public void close() {
    platform.close();
  }
}
