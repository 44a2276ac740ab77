// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.text.TextTable;
import io.azud.engine.OpenPipeline;
import io.azud.engine.status.PipelineStatus;
import io.azud.engine.status.PipelineStatus.PartitionStatus;
import io.azud.engine.status.PipelineStatus.SinkStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code azud status}: where every store stands. */
@Command(
    name = "status",
    description = "Show where each store stands, its lag, and what became of the records.")
final class StatusCommand extends PipelineCommand {

  @Override
  int run(OpenPipeline open) {
    PipelineStatus status = PipelineStatus.read(open);
    output().print(text(status), () -> json(status));
    return 0;
  }

  private static String text(PipelineStatus status) {
    TextTable table =
        new TextTable(
            "sink",
            "partition",
            "watermark",
            "end",
            "lag",
            "read",
            "accepted",
            "rejected",
            "filtered");
    for (SinkStatus sink : status.sinks()) {
      for (PartitionStatus each : sink.partitions()) {
        table.row(
            sink.sink(),
            each.partition(),
            each.watermark(),
            each.end(),
            Math.max(0, each.end() - each.watermark()),
            each.counts().read(),
            each.counts().accepted(),
            each.counts().rejected(),
            each.counts().filtered());
      }
    }
    StringBuilder text = new StringBuilder();
    text.append("pipeline ")
        .append(status.pipeline())
        .append(", source ")
        .append(status.source())
        .append("\n\n")
        .append(table);
    if (!status.deadLetters().isEmpty()) {
      TextTable letters = new TextTable("dead letters", "count");
      status.deadLetters().forEach(letters::row);
      text.append('\n').append(letters);
    }
    return text.toString();
  }

  private static Object json(PipelineStatus status) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pipeline", status.pipeline());
    json.put("source", status.source());
    json.put("pending", status.pending());
    json.put("sinks", status.sinks().stream().map(StatusCommand::json).toList());
    json.put("deadLetters", status.deadLetters());
    return json;
  }

  private static Object json(SinkStatus sink) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sink", sink.sink());
    json.put("lag", sink.lag());
    json.putAll(CountsView.json(sink.counts()));
    List<Map<String, Object>> partitions =
        sink.partitions().stream()
            .map(
                each -> {
                  Map<String, Object> partition = new LinkedHashMap<>();
                  partition.put("partition", each.partition());
                  partition.put("base", each.base());
                  partition.put("watermark", each.watermark());
                  partition.put("end", each.end());
                  partition.putAll(CountsView.json(each.counts()));
                  return partition;
                })
            .toList();
    json.put("partitions", partitions);
    return json;
  }
}
