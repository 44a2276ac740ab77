// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import io.azud.server.incident.remedy.RuntimeControl;
import java.nio.file.Path;

/** Starts the embedded platform again, on its own data and ports. */
final class LocalPlatformRestart implements RuntimeControl {
  @Override
  public void restart(Environment environment) {
    if (environment.platform().isEmpty()) {
      throw new AzudException(
          ErrorCode.PLATFORM_UNHEALTHY,
          "environment " + environment.name() + " has no embedded platform to start again");
    }
    PlatformProcess started =
        PlatformProcess.launchDetached(PlatformOptions.in(Path.of(environment.platform())));
    System.err.println("The platform runs again: kill " + started.pid() + " stops it.");
  }
}
