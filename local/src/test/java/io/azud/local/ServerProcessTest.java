// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ServerProcessTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path data;

  private Path pidFile;
  private Path log;

  @BeforeEach
  void prepare() throws Exception {
    pidFile = data.resolve("server.pid");
    log = Files.createFile(data.resolve("server.log"));
  }

  @Test
  void passesOnTheExitStatus() throws Exception {
    ServerProcess process = start("exit 7");

    process.onExit().get();
    assertThat(process.exitStatus()).isEqualTo(7);
  }

  @Test
  void writesWhatTheServerSaysToTheLog() throws Exception {
    ServerProcess process = start("echo out; echo err >&2");

    process.onExit().get();
    assertThat(log).hasContent("out\nerr\n");
  }

  @Test
  void makesFilesThatOnlyTheOwnerCanRead() throws Exception {
    start("touch '" + data + "/made'").onExit().get();

    assertThat(Files.getPosixFilePermissions(data.resolve("made"))).hasSize(2);
  }

  @Test
  void stopsTheServerByItsSignal() throws Exception {
    ServerProcess process =
        start("trap 'echo told; exit 0' TERM; echo up; while :; do read -r x <up; done");

    awaitLog("up");
    process.stop(LIMIT);
    assertThat(Files.readString(log)).contains("told");
    assertThat(process.exitStatus()).isZero();
  }

  @Test
  void endsAServerThatDoesNotStop() throws Exception {
    ServerProcess process = start("trap '' INT TERM; echo up; read -r x <up");
    awaitLog("up");
    ProcessHandle server = server().orElseThrow();

    process.stop(Duration.ofMillis(200));
    server.onExit().get();
    assertThat(process.runs()).isFalse();
  }

  @Test
  void doesNotTakeAnotherProcessForTheServer() throws Exception {
    Files.writeString(pidFile, Long.toString(ProcessHandle.current().pid()));

    assertThat(PidFile.process(pidFile, Path.of("/no/such/data"))).isEmpty();
  }

  /** Runs the script, which can block for good by reading the pipe "up". */
  private ServerProcess start(String script) throws Exception {
    new ProcessBuilder("mkfifo", data.resolve("up").toString()).start().waitFor();
    List<String> command = List.of("sh", "-c", script, data.toString());
    return ServerProcess.start(new Launch(command, data, "TERM"), pidFile, data, log);
  }

  private Optional<ProcessHandle> server() {
    return PidFile.process(pidFile, data);
  }

  private void awaitLog(String text) throws Exception {
    while (!Files.readString(log).contains(text)) {
      Thread.onSpinWait();
    }
  }
}
