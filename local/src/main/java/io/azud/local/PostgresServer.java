// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL with one role and one database, both named azud, and never without a password. */
final class PostgresServer implements Server {
  static final String USER = "azud";
  static final String DATABASE = "azud";

  private static final long INIT_SECONDS = 60;

  /** For a laptop: small memory, large loads, nothing lost when the machine stops. */
  private static final List<String> SETTINGS =
      List.of(
          "shared_buffers=64MB",
          "maintenance_work_mem=64MB",
          "effective_cache_size=512MB",
          "wal_buffers=8MB",
          "max_wal_size=2GB",
          "checkpoint_timeout=15min",
          "checkpoint_completion_target=0.9",
          "max_connections=100",
          "timezone=UTC",
          "log_timezone=UTC",
          "log_checkpoints=off",
          "password_encryption=scram-sha-256");

  private final DataDirectory directory;
  private final int port;
  private final Path data;
  private final Path log;
  private PostgresAccount account = PostgresAccount.OURS;

  PostgresServer(DataDirectory directory, int port) {
    this.directory = directory;
    this.port = port;
    this.data = directory.postgres().resolve("data");
    this.log = LogFile.of(name(), directory);
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public String title() {
    return "PostgreSQL";
  }

  @Override
  public void prepare() throws IOException, InterruptedException {
    account = PostgresAccount.choose();
    requirePassword();
    PostgresBinaries.in(directory.postgres());
    if (!Files.exists(data)) {
      initialize();
    }
    // We hold the directory, so the process that this file names is not of this server.
    Files.deleteIfExists(data.resolve("postmaster.pid"));
    account.own(data);
  }

  @Override
  public Launch launch() {
    List<String> command =
        List.of(
            program("postgres"),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=");
    // INT: finish no session, roll back and write a checkpoint.
    return new Launch(account.command(command), directory.postgres(), "INT");
  }

  @Override
  public boolean serves() {
    return Probe.postgres(port, USER, DATABASE);
  }

  private void requirePassword() throws IOException {
    if (Files.exists(data) && !Files.exists(directory.secret(name()))) {
      throw new AzudException(
          ErrorCode.PLATFORM_START_FAILED,
          "The password of PostgreSQL, "
              + directory.secret(name())
              + ", is missing; put it back or choose another directory with --data.");
    }
    directory.secretValue(name());
  }

  /**
   * Complete or not there at all: what a killed start leaves half done is thrown away by the next.
   */
  private void initialize() throws IOException, InterruptedException {
    Path fresh = directory.postgres().resolve("data.new");
    Leftovers.deleteTree(fresh);
    Path password = directory.postgres().resolve("password.new");
    OwnerOnly.write(password, directory.secretValue(name()));
    run(initdb(fresh, password), "");
    run(
        List.of(program("postgres"), "--single", "-D", fresh.toString(), "postgres"),
        "CREATE DATABASE " + DATABASE + "\n");
    Files.delete(password);
    Files.move(fresh, data);
  }

  private List<String> initdb(Path fresh, Path password) {
    List<String> command = new ArrayList<>();
    command.add(program("initdb"));
    command.addAll(List.of("--pgdata", fresh.toString()));
    command.addAll(List.of("--username", USER, "--pwfile", password.toString()));
    command.addAll(List.of("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C"));
    command.addAll(List.of("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"));
    for (String setting : SETTINGS) {
      command.addAll(List.of("--set", setting));
    }
    return command;
  }

  private void run(List<String> command, String input) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(account.command(command));
    builder.directory(directory.postgres().toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(LogFile.open(log).toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      boolean ended = process.waitFor(INIT_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        throw new AzudException(
            ErrorCode.PLATFORM_START_FAILED,
            "PostgreSQL's database cannot be made" + LogFile.lastError(log) + "; see " + log + ".");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private String program(String name) {
    return directory.postgres().resolve("server/bin").resolve(name).toString();
  }
}
