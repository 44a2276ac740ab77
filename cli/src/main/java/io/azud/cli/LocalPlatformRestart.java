// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.local.PlatformHealth;
import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import io.azud.server.incident.remedy.RuntimeControl;
import java.nio.file.Path;

/**
 * Starts the embedded platform again, on its own data and ports. Incidents of several pipelines
 * have the same platform: the first starts it, the others find that it runs.
 */
final class LocalPlatformRestart implements RuntimeControl {
  private static final Object ONE_AT_A_TIME = new Object();

  @Override
  public void restart(Environment environment) {
    if (environment.platform().isEmpty()) {
      throw new AzudException(
          ErrorCode.PLATFORM_UNHEALTHY,
          "environment " + environment.name() + " has no embedded platform to start again");
    }
    synchronized (ONE_AT_A_TIME) {
      if (!isHealthy(Path.of(environment.platform()))) {
        PlatformProcess started =
            PlatformProcess.launchDetached(PlatformOptions.in(Path.of(environment.platform())));
        System.err.println("The platform runs again: kill " + started.pid() + " stops it.");
      }
    }
  }

  private static boolean isHealthy(Path platform) {
    try {
      return PlatformHealth.of(platform).isHealthy();
    } catch (AzudException e) {
      return false;
    }
  }
}
