// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.batch.Counts;
import io.azud.engine.OpenPipeline;
import io.azud.engine.run.PipelineRun;
import io.azud.engine.run.RunOptions;
import io.azud.engine.run.RunReport;
import io.azud.engine.run.StopSignal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code azud run}: bring records in, now and as they come. */
@Command(
    name = "run",
    description =
        "Bring records from the source into the stores, until told to stop (Ctrl-C ends after the pass in hand).")
final class RunCommand extends PipelineCommand {
  @Option(
      names = "--until-end",
      description = "Stop when everything that the source has now is in every store.")
  private boolean untilEnd;

  @Option(
      names = "--accept-loss",
      description =
          "Go on behind records that the source no longer has; the loss is recorded in the ledger.")
  private boolean acceptLoss;

  @Option(
      names = "--records-per-partition",
      paramLabel = "N",
      description =
          "How many records of a partition one pass takes at most. Default: ${DEFAULT-VALUE}.")
  private long recordsAPartition = RunOptions.DEFAULT_RECORDS_A_PARTITION;

  @Override
  int run(OpenPipeline open) {
    RunOptions options =
        new RunOptions(
            untilEnd ? RunOptions.Ending.AT_THE_SOURCES_END : RunOptions.Ending.WHEN_TOLD,
            acceptLoss ? RunOptions.Loss.ACCEPT : RunOptions.Loss.STOP,
            recordsAPartition);
    StopSignal stop = new StopSignal();
    try (GracefulStop hook =
            GracefulStop.on(
                stop::give, "stopping after the pass in hand; once more ends it at once");
        RunProgress progress = new RunProgress(open.pipeline().name())) {
      RunReport report = new PipelineRun(open, options, progress, stop, Clock.systemUTC()).run();
      progress.close();
      output().print(text(report), () -> json(report));
    }
    return 0;
  }

  private static String text(RunReport report) {
    Counts counts = report.counts();
    double seconds = Math.max(report.took().toMillis(), 1) / 1000.0;
    return String.format(
        Locale.ROOT,
        "%,d records read: %,d accepted, %,d rejected, %,d filtered, %,d tombstones; %d passes, %.1f s, %,.0f records/s%n",
        counts.read(),
        counts.accepted(),
        counts.rejected(),
        counts.filtered(),
        counts.tombstones(),
        report.passes(),
        seconds,
        counts.read() / seconds);
  }

  private static Object json(RunReport report) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("epoch", report.epoch());
    json.put("passes", report.passes());
    json.putAll(CountsView.json(report.counts()));
    json.put("seconds", report.took().toMillis() / 1000.0);
    return json;
  }
}
