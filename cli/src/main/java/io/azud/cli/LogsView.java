// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.cli.text.TextTable;
import io.azud.engine.log.read.LogLine;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lines of the log as a person or a program reads them.
 *
 * @param ofPipelines whether each line says which pipeline it is about
 * @param ofBatches whether each line says which batch it is about
 */
record LogsView(boolean ofPipelines, boolean ofBatches) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  String table(List<LogLine> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    List<String> header = new ArrayList<>(List.of("time", "level", "event"));
    if (ofPipelines) {
      header.add("pipeline");
    }
    if (ofBatches) {
      header.add("batch");
    }
    header.addAll(List.of("about", "message"));
    TextTable table = new TextTable(header.toArray(String[]::new));
    lines.forEach(line -> table.row(cells(line).toArray()));
    return table.toString();
  }

  /** One line by itself, for those that come one after the other. */
  String line(LogLine line) {
    return cells(line).stream().filter(cell -> !cell.equals("-")).collect(Collectors.joining("  "));
  }

  private List<String> cells(LogLine line) {
    List<String> cells =
        new ArrayList<>(List.of(TIME.format(line.at()), line.level(), orDash(line.event())));
    if (ofPipelines) {
      cells.add(orDash(line.label("pipeline")));
    }
    if (ofBatches) {
      cells.add(orDash(line.label("batch")));
    }
    cells.add(
        orDash(
            Stream.of("task", "sink", "range")
                .map(line::label)
                .filter(label -> !label.isEmpty())
                .collect(Collectors.joining(" "))));
    cells.add(line.message() + cause(line));
    return cells.stream().map(LogsView::plain).toList();
  }

  private static String cause(LogLine line) {
    return line.field("error.type").isEmpty() ? "" : " (" + line.field("error.type") + ")";
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  /** A line of the log may hold whatever somebody has sent: no control character of a terminal. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  static Object json(List<LogLine> lines) {
    return Map.of("lines", lines.stream().map(LogLine::sorted).toList());
  }

  static String jsonLine(LogLine line) {
    try {
      return JSON.writeValueAsString(line.sorted());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("fields are texts", e);
    }
  }
}
