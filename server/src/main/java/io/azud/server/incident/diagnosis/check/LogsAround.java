// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.server.incident.diagnosis.CannotLook;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the logs complain of: the last warnings and errors of each file that belongs to this. */
public final class LogsAround implements Check {
  private static final int TAIL_BYTES = 256 << 10;
  private static final int LINES = 12;
  private static final int LINE_LENGTH = 300;
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
    return String.join(", ", scene.logs().stream().map(Path::toString).toList());
  }

  @Override
  public Observation observe(Scene scene) {
    if (scene.logs().isEmpty()) {
      throw new CannotLook("no log file was named; --log FILE names one");
    }
    List<String> complaints = new ArrayList<>();
    scene.logs().forEach(log -> complaints.addAll(complaints(log)));
    return complaints.isEmpty()
        ? Observation.ok(target(scene), "no warnings or errors among the last lines")
        : Observation.suspect(target(scene), String.join("\n", complaints));
  }

  private static List<String> complaints(Path log) {
    List<String> found =
        tail(log)
            .lines()
            .filter(line -> COMPLAINT.matcher(line).find())
            .map(LogsAround::cut)
            .toList();
    return found.subList(Math.max(0, found.size() - LINES), found.size());
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
