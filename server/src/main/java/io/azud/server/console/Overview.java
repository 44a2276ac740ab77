// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The first page: every pipeline with its flow.
 *
 * @param now milliseconds since the epoch
 */
record Overview(long now, List<Flow> pipelines) {

  /**
   * One pipeline from its source to its stores. Numbers that nobody knows are null in the JSON.
   *
   * @param unit of positions and lag: {@code records} or {@code files}
   */
  record Flow(
      String name,
      String state,
      String unit,
      long at,
      Source source,
      List<Sink> sinks,
      Rejected deadLetters,
      List<Problem> problems,
      long promisedLag,
      long promisedSeconds) {}

  record Source(String kind, String name, String state, Long end, Double rate) {}

  record Sink(
      String name, String table, String state, Long position, Long lag, Double rate, Long behind) {}

  record Rejected(String state, long open, long recovered, double recentRatio) {}

  /** What is known of a pipeline now; nothing before the first look. */
  static Optional<Flow> flow(Watch watch, DeadLetterCounts letters) {
    return watch.past().latest().map(sample -> flow(watch, sample, letters));
  }

  private static Flow flow(Watch watch, Sample sample, DeadLetterCounts letters) {
    Pipeline pipeline = watch.pipeline();
    List<Problem> problems = Judgement.of(watch, sample, letters);
    boolean kafka = pipeline.source() instanceof SourceDefinition.KafkaTopic;
    return new Flow(
        pipeline.name(),
        Judgement.state(problems),
        kafka ? "records" : "files",
        sample.at(),
        source(watch, sample, problems),
        sinks(watch, sample, problems),
        new Rejected(
            Judgement.state(problems, "deadLetters"),
            letters.open(),
            letters.recovered(),
            letters.recentRatio()),
        problems,
        pipeline.objectives().lag(),
        pipeline.objectives().freshness().toSeconds());
  }

  private static Source source(Watch watch, Sample sample, List<Problem> problems) {
    SourceDefinition source = watch.pipeline().source();
    String kind = source instanceof SourceDefinition.KafkaTopic ? "kafka" : "files";
    return new Source(
        kind,
        nameOf(source),
        Judgement.state(problems, "source"),
        known(sample.end()),
        known(watch.past().rate(Sample::end)));
  }

  private static String nameOf(SourceDefinition source) {
    if (source instanceof SourceDefinition.KafkaTopic topic) {
      return topic.topic();
    }
    return source instanceof SourceDefinition.Files files ? files.path() : "";
  }

  private static List<Sink> sinks(Watch watch, Sample sample, List<Problem> problems) {
    List<Sink> sinks = new ArrayList<>();
    sample
        .sinks()
        .forEach(
            (name, sink) -> {
              OptionalLong behind = watch.past().behind(name);
              sinks.add(
                  new Sink(
                      name,
                      tableOf(watch.pipeline(), name),
                      Judgement.state(problems, name),
                      known(sink.position()),
                      known(sink.lag()),
                      known(watch.past().rate(each -> each.position(name))),
                      behind.isPresent() ? behind.getAsLong() / 1000 : null));
            });
    return sinks;
  }

  private static String tableOf(Pipeline pipeline, String sink) {
    return sink.equals("lake")
        ? pipeline.lake().stream().map(lake -> lake.table()).findFirst().orElse("")
        : pipeline.postgres().stream().map(table -> table.table()).findFirst().orElse("");
  }

  private static Long known(long position) {
    return position == Sample.UNKNOWN ? null : position;
  }

  private static Double known(OptionalDouble rate) {
    return rate.isPresent() ? rate.getAsDouble() : null;
  }
}
