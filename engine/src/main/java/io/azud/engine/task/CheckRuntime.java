// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import io.azud.environment.Environment;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code kubernetes_task}: what runs the pipeline is alive. Without a cluster that is the embedded
 * platform's processes.
 */
final class CheckRuntime {
  private final Environment environment;
  private final PlatformCheck platform;

  CheckRuntime(Environment environment, PlatformCheck platform) {
    this.environment = environment;
    this.platform = platform;
  }

  TaskResult run() {
    Map<String, Object> details = new LinkedHashMap<>();
    if (environment.platform().isEmpty()) {
      details.put("mode", "none");
      return new TaskResult(
          "environment "
              + environment.name()
              + " declares neither a cluster nor a local platform: nothing to check",
          details);
    }
    details.put("mode", "local");
    details.putAll(platform.check(environment));
    return new TaskResult(
        "no cluster in this environment: the local platform's processes are alive", details);
  }
}
