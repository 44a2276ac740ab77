// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;

/** Starts what runs the pipelines of an environment again. */
@FunctionalInterface
public interface RuntimeControl {

  /** For a host that cannot. */
  RuntimeControl NONE =
      environment -> {
        throw new AzudException(
            ErrorCode.PLATFORM_UNHEALTHY,
            "this host cannot restart what runs environment " + environment.name());
      };

  /**
   * @throws AzudException when it cannot be done or did not start
   */
  void restart(Environment environment);
}
