// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import picocli.CommandLine.IVersionProvider;

/** The versions of Azud and of what it runs on. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String own = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "azud " + (own == null ? "(not packaged)" : own),
      "java " + Runtime.version(),
      "os ${os.name} ${os.arch}"
    };
  }
}
