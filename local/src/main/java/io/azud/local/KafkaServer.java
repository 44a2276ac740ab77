// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The Kafka broker, which is its own controller. */
final class KafkaServer implements Server {
  /** What the broker's few connections need; its page cache is the operating system's. */
  private static final String HEAP = "288m";

  private final DataDirectory directory;
  private final String clusterId;
  private final int port;
  private final int controllerPort;

  KafkaServer(DataDirectory directory, String clusterId, int port, int controllerPort) {
    this.directory = directory;
    this.clusterId = clusterId;
    this.port = port;
    this.controllerPort = controllerPort;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public String title() {
    return "the Kafka broker";
  }

  @Override
  public void prepare() throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings());
    StringWriter text = new StringWriter();
    properties.store(text, null);
    OwnerOnly.write(configuration(), text.toString());
    OwnerOnly.directory(directory.kafka().resolve("data"));
  }

  @Override
  public Launch launch() {
    List<String> arguments = List.of(configuration().toString(), clusterId, readyFile().toString());
    return new Launch(
        JavaCommand.of("broker", HEAP, directory, "io.azud.local.broker.BrokerMain", arguments),
        directory.kafka(),
        "TERM");
  }

  @Override
  public boolean serves() {
    return Files.exists(readyFile());
  }

  private Path configuration() {
    return directory.run().resolve("kafka.properties");
  }

  private Path readyFile() {
    return directory.run().resolve("kafka.ready");
  }

  private Map<String, String> settings() {
    String client = "CLIENT://127.0.0.1:" + port;
    String controller = "127.0.0.1:" + controllerPort;
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", "1"),
        Map.entry("controller.quorum.voters", "1@" + controller),
        Map.entry("listeners", client + ",CONTROLLER://" + controller),
        Map.entry("advertised.listeners", client),
        Map.entry("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
        Map.entry("inter.broker.listener.name", "CLIENT"),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("log.dirs", directory.kafka().resolve("data").toString()),
        Map.entry("auto.create.topics.enable", "false"),
        // Records carry the time of the event, which may be years ago; they must not expire for
        // that.
        Map.entry("log.retention.ms", "-1"),
        Map.entry("message.max.bytes", Integer.toString(16 << 20)),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "4"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"),
        Map.entry("share.coordinator.state.topic.num.partitions", "4"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        // Its default of 128 MiB would be half of the heap.
        Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20)));
  }
}
