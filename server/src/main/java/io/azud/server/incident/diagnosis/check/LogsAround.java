// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.engine.log.read.LogLevel;
import io.azud.engine.log.read.LogLine;
import io.azud.engine.log.read.LogQuery;
import io.azud.engine.log.read.LogReader;
import io.azud.error.AzudException;
import io.azud.server.incident.Incident;
import io.azud.server.incident.diagnosis.CannotLook;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the logs complain of: the last warnings and errors of each file that belongs to this, and of
 * the log that the environment keeps, from around the moment.
 */
public final class LogsAround implements Check {
  private static final int TAIL_BYTES = 256 << 10;
  private static final int LINES = 12;
  private static final int LINE_LENGTH = 300;
  private static final Duration AROUND = Duration.ofMinutes(15);
  private static final Pattern COMPLAINT =
      Pattern.compile("\\b(WARN|WARNING|ERROR|FATAL|SEVERE)\\b|error\\[[A-Z_]+]");

  @Override
  public String name() {
    return "logs-around";
  }

  @Override
  public String question() {
    return "Are the logs of this moment without warnings and errors?";
  }

  @Override
  public String target(Scene scene) {
    Stream<String> files = scene.logs().stream().map(Path::toString);
    Stream<String> kept = kept(scene).stream().map(LogReader::place);
    return Stream.concat(files, kept).collect(Collectors.joining(", "));
  }

  @Override
  public Observation observe(Scene scene) {
    Optional<LogReader> kept = kept(scene);
    if (scene.logs().isEmpty() && kept.isEmpty()) {
      throw new CannotLook(
          "no log file was named, and the environment keeps no log; --log FILE names one");
    }
    List<String> complaints = new ArrayList<>();
    scene.logs().forEach(log -> complaints.addAll(complaints(log)));
    kept.ifPresent(log -> complaints.addAll(complaints(log, scene)));
    return complaints.isEmpty()
        ? Observation.ok(target(scene), "no warnings or errors among the last lines")
        : Observation.suspect(target(scene), String.join("\n", complaints));
  }

  /** The log that the environment keeps, if it does. */
  private static Optional<LogReader> kept(Scene scene) {
    return scene
        .where()
        .filter(where -> where.logs().hasFiles() || !where.logs().elasticsearch().isEmpty())
        .map(LogReader::of);
  }

  private static List<String> complaints(LogReader log, Scene scene) {
    Incident incident = scene.incident();
    Instant end = incident.lastSeenAt().plus(AROUND);
    LogQuery query =
        LogQuery.ALL
            .with("labels.pipeline", incident.pipeline())
            .atLeast(LogLevel.WARN)
            .since(incident.openedAt().minus(AROUND));
    List<String> found =
        find(log, query, scene).stream()
            .filter(line -> line.at().isBefore(end))
            .map(line -> cut(line.at() + " " + line.level() + " " + line.message()))
            .toList();
    return last(found);
  }

  private static List<LogLine> find(LogReader log, LogQuery query, Scene scene) {
    try {
      return log.find(query);
    } catch (AzudException e) {
      if (!scene.logs().isEmpty()) {
        return List.of();
      }
      throw new CannotLook(e.getMessage());
    }
  }

  private static List<String> last(List<String> found) {
    return found.subList(Math.max(0, found.size() - LINES), found.size());
  }

  private static List<String> complaints(Path log) {
    List<String> found =
        tail(log)
            .lines()
            .filter(line -> COMPLAINT.matcher(line).find())
            .map(LogsAround::cut)
            .toList();
    return last(found);
  }

  private static String tail(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - TAIL_BYTES);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CannotLook(log + " cannot be read");
    }
  }

  private static String cut(String line) {
    String plain = line.replaceAll("\\p{Cntrl}+", " ");
    return plain.length() > LINE_LENGTH ? plain.substring(0, LINE_LENGTH) + "…" : plain;
  }
}
