// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.IOException;

/** One of the platform's servers: how to prepare, start and ask it. */
interface Server {
  /** The name of its process id file, log and directory. */
  String name();

  /** The name for people. */
  String title();

  /** Makes what it needs to start; blocks. */
  void prepare() throws IOException, InterruptedException;

  Launch launch();

  /** Whether it serves clients now. */
  boolean serves();
}
