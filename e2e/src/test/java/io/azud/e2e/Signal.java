// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import java.io.IOException;

/** What an operator, or the system, does to a process by its number. */
enum Signal {
  /** It hangs: its connections stay open, and nobody answers. */
  STOP,
  CONT;

  void to(ProcessHandle process) {
    try {
      Process kill = new ProcessBuilder("kill", "-s", name(), Long.toString(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill -s " + name() + " ends with " + kill.exitValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
