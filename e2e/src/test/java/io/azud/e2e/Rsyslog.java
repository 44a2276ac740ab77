// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real shipper, with the configuration that is delivered and a directory of its own. */
final class Rsyslog implements AutoCloseable {
  private final Process process;

  private Rsyslog(Process process) {
    this.process = process;
  }

  /**
   * @param directory where it remembers what it has shipped
   */
  static Rsyslog start(Path directory, Path log, String url, String password) throws IOException {
    Path work = Files.createDirectories(directory.resolve("state"));
    String delivered =
        Files.readString(Path.of("..", "deploy", "elastic", "shippers", "rsyslog.conf"))
            .replace("AZUD_LOG_DIRECTORY", log.toString())
            .replace("ELASTIC_URL", url)
            .replace("ELASTIC_USER", "azud")
            .replace("ELASTIC_PASSWORD", password);
    Path file =
        Files.writeString(
            directory.resolve("rsyslog.conf"),
            "global(workDirectory=\""
                + work
                + "\")\n"
                + delivered
                + "*.* -"
                + directory
                + "/own\n");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
              "/usr/sbin/rsyslogd", "-n", "-f", file.toString(), "-i", directory + "/pid");
      return new Rsyslog(
          builder
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("out").toFile())
              .start());
    } catch (IOException e) {
      throw new IOException(
          "the test ships the log with rsyslog and its module for Elasticsearch; install both"
              + " (Debian: apt-get install rsyslog rsyslog-elasticsearch)",
          e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }
}
