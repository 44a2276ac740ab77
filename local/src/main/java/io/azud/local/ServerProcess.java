// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A server's process on a leash: it is told to stop when our end of its pipe closes, which happens
 * also when this process is killed.
 */
final class ServerProcess {
  /**
   * Runs the command given as arguments and passes on its exit status. The second shell reads the
   * pipe and holds it alone, so that it ends the command even when the first shell is killed.
   */
  private static final String LEASH =
      """
      umask 077
      signal=$1; pidfile=$2; shift 2
      exec 3<&0
      "$@" </dev/null 3<&- &
      child=$!
      echo "$child" >"$pidfile"
      trap 'kill -s "$signal" "$child"' TERM INT HUP
      ( trap - TERM INT HUP; read -r line <&3; kill -s "$signal" "$child" ) >/dev/null 2>&1 &
      watcher=$!
      exec 3<&-
      wait "$child"; status=$?
      while kill -s 0 "$child" 2>/dev/null; do wait "$child"; status=$?; done
      kill "$watcher" 2>/dev/null
      exit "$status"
      """;

  private final Process leash;
  private final Path pidFile;
  private final Path data;

  private ServerProcess(Process leash, Path pidFile, Path data) {
    this.leash = leash;
    this.pidFile = pidFile;
    this.data = data;
  }

  /**
   * @param pidFile where the server's process id is written
   * @param data the data directory, named in the server's command
   */
  static ServerProcess start(Launch launch, Path pidFile, Path data, Path log) throws IOException {
    Files.deleteIfExists(pidFile);
    List<String> command = new ArrayList<>();
    command.addAll(OwnSession.prefix());
    command.addAll(List.of("sh", "-c", LEASH, "leash", launch.stopSignal(), pidFile.toString()));
    command.addAll(launch.command());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(launch.directory().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG"));
    environment.put("LC_ALL", "C");
    return new ServerProcess(builder.start(), pidFile, data);
  }

  CompletableFuture<Process> onExit() {
    return leash.onExit();
  }

  boolean runs() {
    return leash.isAlive();
  }

  int exitStatus() {
    return leash.exitValue();
  }

  /** Stops the server in good order, or by force when that takes longer than the limit. */
  void stop(Duration limit) {
    release();
    try {
      leash.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    PidFile.process(pidFile, data).ifPresent(ProcessHandle::destroyForcibly);
    leash.destroyForcibly();
  }

  private void release() {
    try {
      leash.getOutputStream().close();
    } catch (IOException e) {
      leash.destroy();
    }
  }
}
