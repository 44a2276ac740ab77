// SPDX-License-Identifier: Apache-2.0
package io.azud.local.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A Kafka broker that is its own controller: formats its storage when that is new, serves, and
 * creates the file named by its third argument once clients are served.
 */
public final class BrokerMain {
  private BrokerMain() {}

  /**
   * @param args the broker's properties file, the id of the cluster, the file that says "ready"
   */
  public static void main(String[] args) throws Exception {
    KafkaConfig config = new KafkaConfig(properties(Path.of(args[0])));
    format(config, args[1]);
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-broker"));
    server.startup();
    Files.writeString(Path.of(args[2]), Long.toString(ProcessHandle.current().pid()));
    server.awaitShutdown();
  }

  private static Properties properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }

  private static void format(KafkaConfig config, String clusterId) throws Exception {
    new Formatter()
        .setNodeId(config.nodeId())
        .setClusterId(clusterId)
        .setDirectories(config.logDirs())
        .setMetadataLogDirectory(config.metadataLogDir())
        .setControllerListenerName(config.controllerListenerNames().get(0))
        .setIgnoreFormatted(true)
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .run();
  }
}
