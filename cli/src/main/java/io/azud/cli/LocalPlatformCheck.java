// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.task.PlatformCheck;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.local.Endpoints;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks at the embedded platform's servers: each must take a connection. */
final class LocalPlatformCheck implements PlatformCheck {
  private static final int CONNECT_MILLIS = 3_000;

  @Override
  public Map<String, Object> check(Environment environment) {
    Endpoints endpoints = Endpoints.read(Path.of(environment.platform()));
    Map<String, Object> servers = new LinkedHashMap<>();
    servers.put(
        "kafka", connect("kafka", URI.create("kafka://" + endpoints.kafka().bootstrapServers())));
    servers.put(
        "postgres",
        connect(
            "postgres", URI.create(endpoints.postgres().jdbcUrl().substring("jdbc:".length()))));
    servers.put("s3", connect("s3", URI.create(endpoints.s3().endpoint())));
    return servers;
  }

  private static String connect(String server, URI address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
      return "alive at " + address.getHost() + ":" + address.getPort();
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.PLATFORM_UNHEALTHY,
          "the local platform's "
              + server
              + " does not answer at "
              + address.getHost()
              + ":"
              + address.getPort()
              + "; start the platform again with 'azud up' on the same directory",
          e);
    }
  }
}
