// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

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

  private ServerProcess(Process leash, Path pidFile) {
    this.leash = leash;
    this.pidFile = pidFile;
  }

  static ServerProcess start(Launch launch, Path pidFile, Path log) throws IOException {
    Files.deleteIfExists(pidFile);
    List<String> command = new ArrayList<>();
    // A session of its own keeps Ctrl-C from reaching the servers before us: we stop them in order.
    onPath("setsid").ifPresentOrElse(command::add, () -> {});
    command.addAll(List.of("sh", "-c", LEASH, "leash", launch.stopSignal(), pidFile.toString()));
    command.addAll(launch.command());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(launch.directory().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG"));
    environment.put("LC_ALL", "C");
    return new ServerProcess(builder.start(), pidFile);
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
      if (!leash.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  private void release() {
    try {
      leash.getOutputStream().close();
    } catch (IOException e) {
      leash.destroy();
    }
  }

  private void kill() {
    PidFile.read(pidFile).flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
    leash.destroyForcibly();
  }

  private static java.util.Optional<String> onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.of(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
