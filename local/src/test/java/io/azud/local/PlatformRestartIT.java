// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PlatformRestartIT {
  @TempDir Path data;

  @Test
  void goesOnWithTheSameDataAndPorts() throws Exception {
    Endpoints before;
    try (PlatformProcess first = PlatformProcess.launch(PlatformOptions.in(data))) {
      before = first.endpoints();
      fill(new Clients(before));
    }
    try (PlatformProcess second = PlatformProcess.launch(PlatformOptions.in(data))) {
      assertThat(second.endpoints()).isEqualTo(before);
      requireFilled(new Clients(second.endpoints()));
    }
  }

  @Test
  void stopsTheServersWhenItIsKilledAndRecoversAtTheNextStart() throws Exception {
    List<ProcessHandle> servers;
    try (PlatformProcess first = PlatformProcess.launch(PlatformOptions.in(data))) {
      fill(new Clients(first.endpoints()));
      servers = servers();
      kill(first.pid());
    }
    try (PlatformProcess second = PlatformProcess.launch(PlatformOptions.in(data))) {
      assertThat(servers).hasSize(3).noneMatch(ProcessHandle::isAlive);
      requireFilled(new Clients(second.endpoints()));
    }
  }

  @Test
  void recoversFromTheDeathOfEveryProcessAtOnce() throws Exception {
    try (PlatformProcess first = PlatformProcess.launch(PlatformOptions.in(data))) {
      fill(new Clients(first.endpoints()));
      List<ProcessHandle> servers = servers();
      kill(first.pid());
      servers.forEach(ProcessHandle::destroyForcibly);
    }
    try (PlatformProcess second = PlatformProcess.launch(PlatformOptions.in(data))) {
      requireFilled(new Clients(second.endpoints()));
    }
  }

  @Test
  void endsServersThatOutlivedTheirPlatform() throws Exception {
    List<ProcessHandle> servers;
    try (PlatformProcess first = PlatformProcess.launch(PlatformOptions.in(data))) {
      fill(new Clients(first.endpoints()));
      servers = servers();
      // Frozen, it cannot stop the servers when it sees the shells die.
      new ProcessBuilder("sh", "-c", "kill -s STOP " + first.pid()).start().waitFor();
      leashes(first.pid()).forEach(ProcessHandle::destroyForcibly);
      kill(first.pid());
      assertThat(servers).hasSize(3).allMatch(ProcessHandle::isAlive);
    }
    try (PlatformProcess second = PlatformProcess.launch(PlatformOptions.in(data))) {
      assertThat(servers).noneMatch(ProcessHandle::isAlive);
      requireFilled(new Clients(second.endpoints()));
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void stopsAllServersWhenOneDies() throws Exception {
    try (Platform platform = Platform.start(PlatformOptions.in(data))) {
      List<ProcessHandle> servers = servers();
      servers.get(2).destroyForcibly();

      assertThatThrownBy(platform::await)
          .asInstanceOf(type(AzudException.class))
          .returns(ErrorCode.PLATFORM_UNHEALTHY, AzudException::code)
          .extracting(Throwable::getMessage)
          .asString()
          .startsWith("The platform stopped because the S3 server ended with status 137");
      assertThat(servers).noneMatch(ProcessHandle::isAlive);
    }
  }

  private static void fill(Clients clients) throws Exception {
    clients.createTopic("kept");
    clients.produce("kept", List.of("record"));
    clients.execute("CREATE TABLE kept AS SELECT 'row' AS v");
    clients.put("kept", "object");
  }

  private static void requireFilled(Clients clients) throws Exception {
    assertThat(clients.consume("kept", 1)).containsExactly("record");
    assertThat(clients.query("SELECT v FROM kept")).isEqualTo("row");
    assertThat(clients.get("kept")).isEqualTo("object");
  }

  private List<ProcessHandle> servers() {
    return PlatformHealth.of(data).servers().stream()
        .map(server -> ProcessHandle.of(server.pid()).orElseThrow())
        .toList();
  }

  /** The shells between a platform and its servers, each with the one that watches the platform. */
  private static List<ProcessHandle> leashes(long pid) {
    return ProcessHandle.of(pid)
        .orElseThrow()
        .descendants()
        .filter(PlatformRestartIT::isShell)
        .toList();
  }

  private static boolean isShell(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("sh");
  }

  private static void kill(long pid) throws Exception {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().get();
  }
}
