// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.task.PlatformCheck;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.local.PlatformHealth;
import io.azud.local.PlatformHealth.ServerHealth;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Looks at the embedded platform's servers: each must live and answer in its own protocol, because
 * one that hangs still takes connections.
 */
final class LocalPlatformCheck implements PlatformCheck {
  /** A server that is busy, or has just started, may let one question pass. */
  private static final int QUESTIONS = 3;

  @Override
  public Map<String, Object> check(Environment environment) {
    Map<String, Object> servers = new LinkedHashMap<>();
    for (ServerHealth server : look(Path.of(environment.platform())).servers()) {
      require(server);
      servers.put(server.name(), "alive at " + server.address());
    }
    return servers;
  }

  private static PlatformHealth look(Path platform) {
    PlatformHealth health = PlatformHealth.of(platform);
    for (int i = 1; i < QUESTIONS && hangs(health); i++) {
      health = PlatformHealth.of(platform);
    }
    return health;
  }

  private static boolean hangs(PlatformHealth health) {
    return health.servers().stream().anyMatch(each -> each.pid() != 0 && !each.serves());
  }

  private static void require(ServerHealth server) {
    if (server.pid() == 0) {
      throw unhealthy(
          server, "does not run; start the platform again with 'azud up' on the same directory");
    }
    if (!server.serves()) {
      throw unhealthy(
          server,
          "hangs: process "
              + server.pid()
              + " lives and does not answer; stop the platform and start it again with 'azud up'"
              + " on the same directory");
    }
  }

  private static AzudException unhealthy(ServerHealth server, String what) {
    return new AzudException(
        ErrorCode.PLATFORM_UNHEALTHY,
        "the local platform's " + server.name() + " at " + server.address() + " " + what);
  }
}
