// SPDX-License-Identifier: Apache-2.0
package io.azud.source;

import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.local.Endpoints;
import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** One embedded platform for all tests of a JVM; it ends with the JVM. */
public final class LivePlatform {

  private static LivePlatform instance;

  private final PlatformProcess process;
  private final Path data;

  private LivePlatform() throws IOException {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    data = Files.createTempDirectory(target, "platform-");
    process = PlatformProcess.launch(PlatformOptions.in(data));
  }

  public static synchronized LivePlatform get() {
    try {
      if (instance == null) {
        instance = new LivePlatform();
      }
      return instance;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Endpoints endpoints() {
    return process.endpoints();
  }

  /** Where the platform keeps its files. */
  public Path data() {
    return data;
  }

  public Environment environment() {
    return environment(endpoints().kafka().bootstrapServers());
  }

  /** The platform's environment with another broker. */
  public Environment environment(String bootstrapServers) {
    Endpoints at = endpoints();
    Secret password = Secret.of(at.postgres().password());
    Environment.Database database =
        new Environment.Database(at.postgres().jdbcUrl(), at.postgres().user(), password);
    return new Environment(
        "test",
        new Environment.Kafka(bootstrapServers, Map.of()),
        new Environment.Spark("local[2]", Map.of()),
        database,
        database,
        new Environment.Store(
            at.s3().endpoint(),
            at.s3().region(),
            at.s3().accessKey(),
            Secret.of(at.s3().secretKey()),
            true),
        new Environment.Catalog(
            "jdbc", "azud", "", "", Secret.NONE, at.s3().warehouse(), "azud", Map.of()),
        data.toString());
  }
}
