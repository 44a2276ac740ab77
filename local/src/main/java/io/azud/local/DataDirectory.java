// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The platform's directory, held by a file lock: one platform at a time. */
final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "platform.lock";
  private static final Set<OpenOption> LOCK_OPTIONS =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final long MIN_FREE_BYTES = 512L << 20;

  /**
   * Closing any channel of a file gives up this process's lock on it, so a second one is never
   * opened.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path root;
  private final FileChannel lock;

  private DataDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Makes the directory if there is none, and takes it; refuses one that is not ours, is in use or
   * cannot be written.
   */
  static DataDirectory open(Path root) {
    requireUsableName(root);
    try {
      OwnerOnly.directory(root);
      requireOurs(root);
      DataDirectory directory = new DataDirectory(root.toRealPath(), locked(root.toRealPath()));
      try {
        requireSpace(root);
        directory.prepare();
        return directory;
      } catch (IOException | RuntimeException e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      throw failed("cannot be written (" + reason(e) + "); choose another with --data", root, e);
    }
  }

  Path root() {
    return root;
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  Path s3() {
    return root.resolve("s3");
  }

  /** Configuration and process ids of the running servers; nothing here outlives a start. */
  Path run() {
    return root.resolve("run");
  }

  Path logs() {
    return root.resolve("logs");
  }

  /** Where Azud's commands keep their own log. */
  Path ownLog() {
    return logs().resolve("azud");
  }

  Path secret(String name) {
    return root.resolve("secrets").resolve(name);
  }

  /** The secret of that name, made at the first call. */
  String secretValue(String name) throws IOException {
    Path file = secret(name);
    if (!Files.exists(file)) {
      byte[] random = new byte[24];
      new SecureRandom().nextBytes(random);
      // Letters, digits, - and _ only: it needs no quoting wherever it is put.
      OwnerOnly.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
    return Files.readString(file).strip();
  }

  PlatformState state() throws IOException {
    return PlatformState.read(root);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw failed("cannot be released (" + reason(e) + ")", root, e);
    } finally {
      HELD_HERE.remove(root);
    }
  }

  private void prepare() throws IOException {
    if (!Files.exists(root.resolve(PlatformState.FILE))) {
      byte[] id = new byte[16];
      new SecureRandom().nextBytes(id);
      // Kafka takes the id for a command-line option when it starts with a dash.
      id[0] = 'A';
      PlatformState.created(Base64.getUrlEncoder().withoutPadding().encodeToString(id)).write(root);
    }
    requireLayout(root);
    for (String name : new String[] {"kafka", "postgres", "s3", "run", "logs", "secrets"}) {
      OwnerOnly.directory(root.resolve(name));
    }
    // Whoever waits for this file waits for the start to come, not for one that is over.
    Files.deleteIfExists(root.resolve(Endpoints.FILE));
  }

  private static void requireUsableName(Path root) {
    String name = root.toString();
    // Kafka separates directories by commas, a reference in the environment file ends at a brace,
    // and PostgreSQL's initdb
    // puts the name between double quotes in a shell.
    if (name.chars().anyMatch(c -> ",}\"$`\\".indexOf(c) >= 0 || Character.isISOControl(c))) {
      throw failed("has one of the characters , } \" $ ` \\ in its name; choose another", root);
    }
  }

  private static void requireOurs(Path root) throws IOException {
    if (Files.exists(root.resolve(PlatformState.FILE))) {
      return;
    }
    try (Stream<Path> entries = Files.list(root)) {
      // A start that was killed at once leaves these alone.
      Set<String> harmless = Set.of(LOCK, PlatformState.FILE + ".new");
      if (entries.anyMatch(entry -> !harmless.contains(entry.getFileName().toString()))) {
        throw failed("holds files that are not Azud's; choose an empty one with --data", root);
      }
    }
  }

  private static void requireLayout(Path root) throws IOException {
    int layout = PlatformState.read(root).layout();
    if (layout != PlatformState.LAYOUT) {
      throw failed(
          "has layout "
              + layout
              + ", this version of Azud knows "
              + PlatformState.LAYOUT
              + "; use the version that made it, or another directory",
          root);
    }
  }

  private static void requireSpace(Path root) throws IOException {
    long free = Files.getFileStore(root).getUsableSpace();
    if (free < MIN_FREE_BYTES) {
      throw failed(
          "has "
              + (free >> 20)
              + " MiB of free space, the platform needs "
              + (MIN_FREE_BYTES >> 20)
              + "; make room or choose another with --data",
          root);
    }
  }

  private static FileChannel locked(Path root) throws IOException {
    Path file = root.resolve(LOCK);
    if (!HELD_HERE.add(root)) {
      throw inUse(root, ownPid());
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, LOCK_OPTIONS, OwnerOnly.FILE);
      if (channel.tryLock() == null) {
        throw inUse(root, Files.readString(file).strip());
      }
      channel.truncate(0);
      channel.write(StandardCharsets.US_ASCII.encode(ownPid()), 0);
      return channel;
    } catch (IOException | RuntimeException e) {
      HELD_HERE.remove(root);
      if (channel != null) {
        channel.close();
      }
      throw e;
    }
  }

  private static String ownPid() {
    return Long.toString(ProcessHandle.current().pid());
  }

  private static AzudException inUse(Path root, String pid) {
    return failed(
        "is in use by the platform with process id "
            + pid
            + "; stop that one or choose another with --data",
        root);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "access denied";
    }
    String text = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return text == null ? e.getClass().getSimpleName().replace("Exception", "") : text;
  }

  private static AzudException failed(String why, Path root) {
    return failed(why, root, null);
  }

  private static AzudException failed(String why, Path root, Throwable cause) {
    return new AzudException(
        ErrorCode.PLATFORM_START_FAILED, "The directory " + root + " " + why + ".", cause);
  }
}
