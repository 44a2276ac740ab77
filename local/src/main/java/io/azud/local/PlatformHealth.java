// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the servers of a platform are that may run in another process.
 *
 * @param servers one for each server, always in the same order
 */
public record PlatformHealth(List<ServerHealth> servers) {

  /**
   * @param name {@code kafka}, {@code postgres} or {@code s3}
   * @param pid 0 when there is no process
   * @param serves whether it answered over its own protocol
   */
  public record ServerHealth(String name, String address, long pid, boolean serves) {
    public boolean isHealthy() {
      return pid != 0 && serves;
    }
  }

  public PlatformHealth {
    servers = List.copyOf(servers);
  }

  /**
   * Looks at the processes and asks each server; takes a few seconds at most.
   *
   * @throws io.azud.error.AzudException {@code PLATFORM_UNHEALTHY} if no platform was ever ready in
   *     the directory
   */
  public static PlatformHealth of(Path data) {
    Path root = real(data);
    Endpoints endpoints = Endpoints.read(root);
    int kafka = port("kafka://" + endpoints.kafka().bootstrapServers());
    int postgres = port(endpoints.postgres().jdbcUrl().substring("jdbc:".length()));
    int s3 = port(endpoints.s3().endpoint());
    return new PlatformHealth(
        List.of(
            health(root, "kafka", kafka, Probe.kafka(kafka)),
            health(
                root,
                "postgres",
                postgres,
                Probe.postgres(postgres, PostgresServer.USER, PostgresServer.DATABASE)),
            health(root, "s3", s3, Probe.http(s3))));
  }

  public boolean isHealthy() {
    return servers.stream().allMatch(ServerHealth::isHealthy);
  }

  private static ServerHealth health(Path root, String name, int port, boolean serves) {
    Optional<ProcessHandle> process =
        PidFile.process(root.resolve("run").resolve(name + ".pid"), root);
    long pid = process.map(ProcessHandle::pid).orElse(0L);
    return new ServerHealth(name, "127.0.0.1:" + port, pid, serves);
  }

  private static Path real(Path data) {
    try {
      return data.toRealPath();
    } catch (IOException e) {
      return data.toAbsolutePath().normalize();
    }
  }

  private static int port(String address) {
    return URI.create(address).getPort();
  }
}
