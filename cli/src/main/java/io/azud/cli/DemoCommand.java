// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.demo.Demo;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code azud demo}: the whole thing, on this machine, with real data. */
@Command(
    name = "demo",
    description =
        "Start the embedded platform, bring all flights that left New York in 2013 from a Kafka topic into the lake and"
            + " PostgreSQL, and show what came of it. Takes a minute or two.")
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the platform keeps its data. Default: a new temporary directory.")
  private Path data;

  @Option(names = "--keep", description = "Leave the platform up afterwards, to look around.")
  private boolean keep;

  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Only the first N flights. Default: all.")
  private long records = Long.MAX_VALUE;

  @Override
  public Integer call() throws IOException {
    boolean temporary = data == null;
    Path directory = temporary ? Files.createTempDirectory("azud-demo") : data.toAbsolutePath();
    System.err.println("Starting Kafka, PostgreSQL and S3 in " + directory + " …");
    PlatformProcess platform = start(directory);
    boolean finished = false;
    try {
      new Demo(
              examples(),
              platform.environmentFile(),
              new LocalPlatformCheck(),
              System.out,
              System.err,
              records)
          .run();
      finished = true;
    } finally {
      if (!(keep && finished)) {
        platform.close();
        if (temporary) {
          delete(directory);
        }
      }
    }
    if (keep) {
      System.out.println("The platform stays up: kill " + platform.pid() + " stops it.");
      System.out.println("  export AZUD_ENVIRONMENT=" + platform.environmentFile());
    }
    return 0;
  }

  private PlatformProcess start(Path directory) {
    PlatformOptions options = PlatformOptions.in(directory);
    return keep ? PlatformProcess.launchDetached(options) : PlatformProcess.launch(options);
  }

  private static Path examples() {
    Path examples = Path.of(System.getProperty("azud.home", "."), "examples", "flights");
    if (!Files.isDirectory(examples)) {
      throw new AzudException(
          ErrorCode.FILES_UNREADABLE,
          "the example is not where it should be: " + examples + "; is the installation whole?");
    }
    return examples;
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
