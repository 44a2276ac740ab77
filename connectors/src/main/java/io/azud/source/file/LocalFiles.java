// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of a directory and the directories below it, one file, or files of one directory by a
 * pattern. Symbolic links below the declared path are not followed.
 *
 * <p>A file counts as written when it has not changed for {@link #SETTLED_AFTER}; {@link #list()}
 * waits that long for fresh ones.
 */
final class LocalFiles implements FileStore {

  /**
   * Longer than the pauses of a program that is busy writing, and than any file system's clock
   * tick.
   */
  static final Duration SETTLED_AFTER = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(LocalFiles.class);

  private final Path path;
  private final Duration settledAfter;
  private final Clock clock;
  private final Set<Path> warned = new HashSet<>();

  LocalFiles(Path path, Duration settledAfter, Clock clock) {
    this.path = path;
    this.settledAfter = settledAfter;
    this.clock = clock;
  }

  @Override
  public List<FoundFile> list() {
    try {
      List<FoundFile> found = scan();
      Instant settled = clock.instant().minus(settledAfter);
      Optional<Instant> youngest =
          found.stream().map(FoundFile::modified).filter(this::fresh).max(Instant::compareTo);
      if (youngest.isEmpty()) {
        return found;
      }
      Thread.sleep(Duration.between(settled, youngest.get()).toMillis() + 1);
      Set<FoundFile> before = new HashSet<>(found);
      return scan().stream()
          .filter(file -> before.contains(file) || !fresh(file.modified()))
          .toList();
    } catch (NoSuchFileException e) {
      throw FileFailures.missing(path.toString());
    } catch (IOException e) {
      throw FileFailures.unreadable(path.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AzudException(
          ErrorCode.TRY_AGAIN, "looking for files in " + path + " was interrupted", e);
    }
  }

  /** Neither older than the pause nor from a clock that is far ahead of this one. */
  private boolean fresh(Instant modified) {
    return Duration.between(modified, clock.instant()).abs().compareTo(settledAfter) < 0;
  }

  private List<FoundFile> scan() throws IOException {
    String last = String.valueOf(path.getFileName());
    if (last.contains("*")) {
      return walk(path.getParent(), 1, FileNames.glob(last));
    }
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return attributes.isDirectory()
        ? walk(path, Integer.MAX_VALUE, FileNames.glob("*"))
        : List.of(found(path, attributes));
  }

  private List<FoundFile> walk(Path root, int depth, Pattern names) throws IOException {
    List<FoundFile> found = new ArrayList<>();
    Path real = root.toRealPath();
    Files.walkFileTree(
        real,
        Set.of(),
        depth,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            boolean skip =
                !directory.equals(real) && FileNames.ignored(directory.getFileName().toString());
            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (attributes.isSymbolicLink()) {
              warn(file);
            } else if (attributes.isRegularFile()
                && !FileNames.ignored(name)
                && names.matcher(name).matches()) {
              found.add(found(file, attributes));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException && !file.equals(real)) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
    return found;
  }

  private void warn(Path link) {
    if (warned.add(link)) {
      LOG.warn("{} is a symbolic link and is not read: put the file itself there", link);
    }
  }

  private static FoundFile found(Path file, BasicFileAttributes attributes) {
    Instant modified = attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS);
    return new FoundFile(file.toString(), attributes.size(), modified, "");
  }

  @Override
  public Optional<String> sha256(FoundFile file) {
    Path there = Path.of(file.uri());
    try (InputStream in = Files.newInputStream(there)) {
      String hash = Sha256.of(in);
      FoundFile now = found(there, Files.readAttributes(there, BasicFileAttributes.class));
      return now.equals(file) ? Optional.of(hash) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileFailures.unreadable(file.uri(), e);
    }
  }

  @Override
  public InputStream open(String uri) throws IOException {
    Path there = Path.of(uri);
    if (!Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS) && !there.equals(path)) {
      throw new NoSuchFileException(uri);
    }
    try {
      return Files.newInputStream(there);
    } catch (FileNotFoundException e) {
      throw new NoSuchFileException(uri);
    }
  }

  @Override
  public Optional<Path> onThisMachine(String uri) {
    return Optional.of(Path.of(uri));
  }

  @Override
  public void close() {}
}
