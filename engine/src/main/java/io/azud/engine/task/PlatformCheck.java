// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import io.azud.environment.Environment;
import java.util.Map;

/** Looks after the processes that a pipeline depends on where there is no Kubernetes. */
@FunctionalInterface
public interface PlatformCheck {

  /**
   * @return each process and its state
   * @throws io.azud.error.AzudException {@code PLATFORM_UNHEALTHY} when one is missing
   */
  Map<String, Object> check(Environment environment);
}
