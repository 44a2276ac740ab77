// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The platform as a process of its own. Prints {@code ready PATH} once it serves, where PATH is its
 * {@code endpoints.json}, or {@code failed CODE message}; then runs until it is told to stop.
 */
public final class PlatformMain {
  static final String READY = "ready ";
  static final String FAILED = "failed ";
  static final String LEASH = "--leash";

  private PlatformMain() {}

  /**
   * @param args {@code --data DIR [--kafka-port N] [--postgres-port N] [--s3-port N] [--leash]};
   *     with a leash it stops when its standard input ends
   */
  public static void main(String[] args) throws InterruptedException {
    try {
      if (isLeashed(args)) {
        stopWhenInputEnds();
      }
      try (Platform platform = Platform.start(options(args))) {
        System.out.println(READY + platform.environmentFile().resolveSibling(Endpoints.FILE));
        platform.await();
      }
    } catch (AzudException e) {
      System.out.println(FAILED + e.code() + " " + e.getMessage());
      System.exit(e.code().exitStatus());
    }
  }

  private static boolean isLeashed(String[] args) {
    return args.length > 0 && args[args.length - 1].equals(LEASH);
  }

  private static void stopWhenInputEnds() {
    Thread watcher =
        new Thread(
            () -> {
              try {
                System.in.transferTo(java.io.OutputStream.nullOutputStream());
              } catch (IOException e) {
                // A broken input has ended, too.
              }
              System.exit(0);
            },
            "leash");
    watcher.setDaemon(true);
    watcher.start();
  }

  private static PlatformOptions options(String[] args) {
    int end = isLeashed(args) ? args.length - 1 : args.length;
    PlatformOptions options = null;
    for (int i = 0; i + 1 < end; i += 2) {
      if (args[i].equals("--data")) {
        options = PlatformOptions.in(Path.of(args[i + 1]));
      }
    }
    if (options == null || end % 2 != 0) {
      throw usage();
    }
    for (int i = 0; i < end; i += 2) {
      options = withOption(options, args[i], args[i + 1]);
    }
    return options;
  }

  private static PlatformOptions withOption(PlatformOptions options, String name, String value) {
    return switch (name) {
      case "--data" -> options;
      case "--kafka-port" -> options.withKafkaPort(number(value));
      case "--postgres-port" -> options.withPostgresPort(number(value));
      case "--s3-port" -> options.withS3Port(number(value));
      default -> throw usage();
    };
  }

  private static int number(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw usage();
    }
  }

  private static AzudException usage() {
    return new AzudException(
        ErrorCode.USAGE,
        "Give --data DIR and, if you like, --kafka-port N, --postgres-port N, --s3-port N.");
  }
}
