// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import io.azud.engine.task.TaskId;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Somebody says that something is wrong. Texts are cut and freed of control characters here, so
 * that whatever holds a report can show it.
 *
 * @param pipeline a pipeline's name, or empty
 * @param task one of the six tasks, or empty
 * @param code {@code [A-Z][A-Z0-9_]*}
 * @param message one sentence
 * @param facts labels and annotations
 * @param key tells a repetition of this very report from a new one; empty when every report counts
 */
public record IncidentReport(
    String pipeline,
    String task,
    String code,
    Severity severity,
    Origin origin,
    String message,
    Map<String, String> facts,
    String key) {

  /** The longest text that is kept. */
  static final int LONGEST_TEXT = 1_000;

  /** How many facts are kept. */
  static final int MOST_FACTS = 40;

  private static final Pattern PIPELINE = Pattern.compile("(?:[a-z][a-z0-9_]{0,62})?");
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

  /**
   * @throws AzudException {@code USAGE} when pipeline, task or code cannot be names of such things
   */
  public IncidentReport {
    require(PIPELINE.matcher(pipeline).matches(), "pipeline", "a pipeline's name, or empty");
    require(isTask(task), "task", "one of the six tasks, or empty");
    require(CODE.matcher(code).matches(), "code", "upper-case letters, digits and _");
    message = shown(message);
    facts = kept(facts);
    key = key.length() > LONGEST_TEXT ? key.substring(0, LONGEST_TEXT) : key;
  }

  /** The same, told apart by another key. */
  IncidentReport withKey(String other) {
    return new IncidentReport(pipeline, task, code, severity, origin, message, facts, other);
  }

  private static boolean isTask(String task) {
    return task.isEmpty() || Arrays.stream(TaskId.values()).anyMatch(id -> id.id().equals(task));
  }

  private static void require(boolean fits, String what, String rule) {
    if (!fits) {
      throw new AzudException(
          ErrorCode.USAGE, "the " + what + " of an incident is not one: write " + rule);
    }
  }

  /** One line, not too long, without anything that a terminal or a log would act on. */
  static String shown(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    return line.length() > LONGEST_TEXT ? line.substring(0, LONGEST_TEXT) + "…" : line;
  }

  private static Map<String, String> kept(Map<String, String> facts) {
    Map<String, String> kept = new LinkedHashMap<>();
    facts.entrySet().stream()
        .limit(MOST_FACTS)
        .forEach(fact -> kept.put(shown(fact.getKey()), shown(fact.getValue())));
    return Map.copyOf(kept);
  }
}
