// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.nio.file.Path;
import java.util.List;

/**
 * How a server is started.
 *
 * @param command the program with its arguments, one of which names the data directory
 * @param directory its working directory
 * @param stopSignal the name of the signal that makes it stop in good order
 */
record Launch(List<String> command, Path directory, String stopSignal) {
  Launch {
    command = List.copyOf(command);
  }
}
