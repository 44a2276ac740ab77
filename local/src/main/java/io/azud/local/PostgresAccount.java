// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How PostgreSQL's programs are run when we are root, which PostgreSQL refuses to be.
 *
 * <p>In a user namespace of its own the server is root's without being root. Where namespaces are
 * forbidden, as in many containers, it becomes the unprivileged user and keeps the one right to
 * pass the directories above its own.
 */
enum PostgresAccount {
  OURS(),
  USER_NAMESPACE("unshare", "--user"),
  UNPRIVILEGED(
      "setpriv",
      "--reuid=65534",
      "--regid=65534",
      "--clear-groups",
      "--securebits=+no_setuid_fixup",
      "--inh-caps=+dac_override",
      "--ambient-caps=+dac_override");

  private static final int ROOT = 0;
  private static final int NOBODY = 65534;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> prefix;

  PostgresAccount(String... prefix) {
    this.prefix = List.of(prefix);
  }

  static PostgresAccount choose() throws IOException, InterruptedException {
    if (owner(Path.of("/proc/self")) != ROOT) {
      return OURS;
    }
    for (PostgresAccount account : List.of(USER_NAMESPACE, UNPRIVILEGED)) {
      if (account.works()) {
        return account;
      }
    }
    throw new AzudException(
        ErrorCode.PLATFORM_START_FAILED,
        "PostgreSQL refuses to run as root and neither unshare nor setpriv works here; "
            + "run Azud as an ordinary user.");
  }

  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  /** Hands the directory and all in it over to the account. */
  void own(Path directory) throws IOException {
    int owner = this == UNPRIVILEGED ? NOBODY : ROOT;
    if (this == OURS || owner(directory) == owner) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList()) {
        Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", owner, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private boolean works() throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command(List.of("true")))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static int owner(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }
}
