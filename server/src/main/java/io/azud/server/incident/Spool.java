// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory in which reports wait while the ledger does not answer: one file each, in the order
 * in which they came, at most {@value #MOST}.
 */
public final class Spool {
  static final int MOST = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUFFIX = ".report.json";

  private final Path directory;
  private final Clock clock;

  public Spool(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Keeps a report.
   *
   * @return the report as an incident without a number
   * @throws AzudException {@code TRY_AGAIN} when the directory is full or cannot be written
   */
  public synchronized Filing keep(IncidentReport report) {
    try {
      Files.createDirectories(directory);
      List<Path> files = waiting();
      if (files.size() >= MOST) {
        return new Filing.Overflow(MOST);
      }
      List<IncidentReport> same =
          files.stream()
              .map(Spool::read)
              .flatMap(Optional::stream)
              .filter(each -> same(each, report))
              .toList();
      Incident incident = unnumbered(report);
      if (!report.key().isEmpty()
          && same.stream().anyMatch(each -> each.key().equals(report.key()))) {
        return new Filing.Repeated(incident);
      }
      write(report);
      return same.isEmpty() ? new Filing.Waiting(incident) : new Filing.Folded(incident);
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.TRY_AGAIN,
          "the ledger does not answer, and the report cannot be kept in "
              + directory
              + " either ("
              + e.getClass().getSimpleName()
              + "); make the directory writable",
          e);
    }
  }

  private void write(IncidentReport report) throws IOException {
    Path partial = directory.resolve(UUID.randomUUID() + ".partial");
    Files.write(partial, JSON.writeValueAsBytes(report));
    String name = String.format("%020d-%s%s", clock.millis(), UUID.randomUUID(), SUFFIX);
    Files.move(partial, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean same(IncidentReport one, IncidentReport other) {
    return one.pipeline().equals(other.pipeline())
        && one.task().equals(other.task())
        && one.code().equals(other.code());
  }

  /**
   * Hands over what waits with the time at which it came, the oldest first; a report that was taken
   * is forgotten.
   */
  public synchronized void drain(BiConsumer<IncidentReport, Instant> taker) {
    for (Path file : waiting()) {
      read(file).ifPresent(report -> taker.accept(report, cameAt(file)));
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("{} was filed and cannot be removed: {}", file, e.getClass().getSimpleName());
      }
    }
  }

  /** As {@link #write} names the file. */
  private Instant cameAt(Path file) {
    String name = file.getFileName().toString();
    int end = name.indexOf('-');
    try {
      return Instant.ofEpochMilli(Long.parseLong(name.substring(0, Math.max(0, end))));
    } catch (NumberFormatException e) {
      return clock.instant();
    }
  }

  /** How many reports wait. */
  public synchronized int size() {
    return waiting().size();
  }

  private List<Path> waiting() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      LOG.warn("{} cannot be listed: {}", directory, e.getClass().getSimpleName());
      return List.of();
    }
  }

  private static Optional<IncidentReport> read(Path file) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), IncidentReport.class));
    } catch (IOException e) {
      LOG.warn("{} is not a report and is left out", file);
      return Optional.empty();
    }
  }

  private Incident unnumbered(IncidentReport report) {
    Instant now = clock.instant();
    return new Incident(
        0,
        report.pipeline(),
        report.task(),
        report.code(),
        report.severity(),
        report.origin(),
        IncidentState.OPEN,
        report.message(),
        report.facts(),
        1,
        0,
        0,
        now,
        now,
        Optional.empty(),
        "");
  }
}
