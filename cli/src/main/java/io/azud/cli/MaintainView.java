// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.text.TextTable;
import io.azud.engine.maintain.MaintenanceReport;
import io.azud.spi.Maintenance.Mode;
import io.azud.spi.Upkeep;
import io.azud.spi.Upkeep.Compaction;
import io.azud.spi.Upkeep.Expiry;
import io.azud.spi.Upkeep.Files;
import io.azud.spi.Upkeep.Orphans;
import io.azud.spi.Upkeep.Partitions;
import io.azud.spi.Upkeep.Partitions.Left;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code azud maintain} prints. */
final class MaintainView {
  private MaintainView() {}

  static String text(MaintenanceReport report) {
    String tense = report.mode() == Mode.DRY_RUN ? "would be done" : "done";
    TextTable table = new TextTable("store", "work", tense);
    report
        .sinks()
        .forEach(
            (sink, done) -> {
              for (Upkeep upkeep : done) {
                for (String line : lines(upkeep)) {
                  table.row(sink, upkeep.work().id(), line);
                }
              }
            });
    return table.isEmpty() ? "" : table.toString();
  }

  private static List<String> lines(Upkeep upkeep) {
    List<String> lines = new ArrayList<>();
    if (upkeep instanceof Compaction done) {
      lines.add(
          done.rewritten().count() == 0
              ? "nothing: " + size(done.before())
              : size(done.rewritten())
                  + " rewritten; before: "
                  + size(done.before())
                  + ", now: "
                  + size(done.after()));
    } else if (upkeep instanceof Expiry done) {
      lines.add(
          number(done.expired())
              + " of "
              + number(done.before())
              + " snapshots"
              + (done.files() == 0 ? "" : ", and " + number(done.files()) + " files with them"));
    } else if (upkeep instanceof Orphans done) {
      lines.add(
          size(done.removed())
              + " that nothing needs"
              + (done.waiting() == 0
                  ? ""
                  : "; " + number(done.waiting()) + " more are kept for a prepared batch"));
    } else if (upkeep instanceof Partitions done) {
      addAll(lines, done);
    }
    upkeep.busy().forEach(each -> lines.add("not now: " + each));
    return lines;
  }

  private static void addAll(List<String> lines, Partitions done) {
    if (!done.made().isEmpty()) {
      lines.add("made " + String.join(", ", done.made()));
    }
    if (done.moved() > 0) {
      lines.add(number(done.moved()) + " rows out of the default partition");
    }
    if (!done.detached().isEmpty()) {
      lines.add("detached " + String.join(", ", done.detached()));
    }
    for (Left left : done.left()) {
      lines.add(number(left.rows()) + " rows stay in the default partition: " + left.why());
    }
    if (lines.isEmpty() && done.busy().isEmpty()) {
      lines.add("nothing: all partitions exist");
    }
  }

  static Map<String, Object> json(MaintenanceReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pipeline", report.pipeline());
    json.put("mode", report.mode().name().toLowerCase(Locale.ROOT));
    json.put("nothing", report.isNothing());
    Map<String, Object> sinks = new LinkedHashMap<>();
    report
        .sinks()
        .forEach(
            (sink, done) -> {
              Map<String, Object> works = new LinkedHashMap<>();
              done.forEach(upkeep -> works.put(upkeep.work().id(), json(upkeep)));
              sinks.put(sink, works);
            });
    json.put("sinks", sinks);
    json.put(
        "failures",
        report.failures().stream()
            .map(
                failure ->
                    Map.of(
                        "sink", failure.sink(),
                        "code", failure.reason().code().name(),
                        "message", failure.reason().getMessage()))
            .toList());
    return json;
  }

  private static Map<String, Object> json(Upkeep upkeep) {
    Map<String, Object> json = new LinkedHashMap<>();
    if (upkeep instanceof Compaction done) {
      json.put("before", json(done.before()));
      json.put("after", json(done.after()));
      json.put("rewritten", json(done.rewritten()));
      json.put("failed", done.failed());
    } else if (upkeep instanceof Expiry done) {
      json.put("before", done.before());
      json.put("expired", done.expired());
      json.put("files", done.files());
    } else if (upkeep instanceof Orphans done) {
      json.put("removed", json(done.removed()));
      json.put("waiting", done.waiting());
    } else if (upkeep instanceof Partitions done) {
      json.put("made", done.made());
      json.put("detached", done.detached());
      json.put("moved", done.moved());
      json.put(
          "left",
          done.left().stream()
              .map(left -> Map.of("rows", left.rows(), "why", left.why()))
              .toList());
    }
    json.put("busy", upkeep.busy());
    return json;
  }

  private static Map<String, Object> json(Files files) {
    return Map.of("files", files.count(), "bytes", files.bytes());
  }

  private static String size(Files files) {
    return number(files.count()) + " files of " + bytes(files.bytes());
  }

  private static String bytes(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " B";
    }
    int unit = Math.min(4, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
    double amount = (double) bytes / (1L << 10 * unit);
    return String.format(Locale.ROOT, "%.1f %siB", amount, "KMGT".charAt(unit - 1));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
