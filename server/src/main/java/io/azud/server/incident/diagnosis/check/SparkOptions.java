// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spark's sizes and numbers are sizes and numbers, and what is asked for exists on this machine.
 *
 * <p>How Spark writes sizes: <a
 * href="https://spark.apache.org/docs/latest/configuration.html#spark-properties">its manual</a>.
 */
public final class SparkOptions implements Check {
  private static final Pattern SIZE = Pattern.compile("(?i)([0-9]{1,15})([kmgtp]?)b?");
  private static final Pattern SIZES =
      Pattern.compile("spark\\.(driver|executor)\\.memory(Overhead)?");
  private static final Pattern COUNTS =
      Pattern.compile(
          "spark\\.((driver|executor)\\.cores|executor\\.instances|cores\\.max|task\\.cpus)");
  private static final String UNITS = "kmgtp";

  @Override
  public String name() {
    return "spark-options";
  }

  @Override
  public String question() {
    return "Are the declared memory and cores of Spark possible?";
  }

  @Override
  public String target(Scene scene) {
    return "spark.conf of environment " + scene.environment().name();
  }

  @Override
  public Observation observe(Scene scene) {
    Map<String, String> options = new TreeMap<>(scene.environment().spark().conf());
    List<String> problems = new ArrayList<>();
    options.forEach((option, value) -> problem(scene, option, value, problems));
    return problems.isEmpty()
        ? Observation.ok(target(scene), options.size() + " options, memory and cores possible")
        : Observation.broken(
            target(scene), ErrorCode.ENVIRONMENT_INVALID, String.join("\n", problems));
  }

  private static void problem(Scene scene, String option, String value, List<String> problems) {
    if (COUNTS.matcher(option).matches() && !value.matches("[1-9][0-9]{0,5}")) {
      problems.add(option + " is not a number of at least 1");
    }
    if (SIZES.matcher(option).matches()) {
      Matcher size = SIZE.matcher(value.strip());
      if (!size.matches()) {
        problems.add(option + " is not a size such as 2g");
      } else if (scene.environment().spark().master().startsWith("local")
          && bytes(size, option) > Memory.ofMachine()) {
        problems.add(
            option + " is " + value + ", and this machine has " + Memory.shown(Memory.ofMachine()));
      }
    }
  }

  /** Without a unit Spark takes overheads in mebibytes, and so is its minimum for the others. */
  private static double bytes(Matcher size, String option) {
    int unit = UNITS.indexOf(size.group(2).toLowerCase(java.util.Locale.ROOT)) + 1;
    boolean plain = size.group(2).isEmpty();
    int power = plain ? (option.endsWith("Overhead") ? 2 : 0) : unit;
    return Long.parseLong(size.group(1)) * Math.pow(1024, power);
  }
}
