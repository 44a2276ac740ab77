// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.e2e.Topic.Ending;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The topic changes under the pipeline: it goes on when it can, and stops by name when not. */
@ExtendWith(OnePlatform.class)
class SourceFaultsIT {

  @Test
  void stopsWhenRecordsAreGoneAndGoesOnWhenTheLossIsAccepted() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("retention");
    pipeline.succeed("apply");
    try (Topic topic = new Topic(pipeline.topic());
        Feeder feeder = pipeline.feeder()) {
      feeder.send(500);
      pipeline.succeed("run", "--until-end");
      List<String> before = watermarks(pipeline);
      long lostFrom = topic.end(0);
      feeder.send(500);
      long lostTo = topic.end(0) - 50;
      topic.deleteBefore(0, lostTo);

      AzudProcess.Result stopped = pipeline.fail(5, "OFFSETS_LOST", "run", "--until-end");
      assertThat(stopped.err())
          .contains("offsets " + lostFrom + " to " + (lostTo - 1) + " of partition 0")
          .contains("--accept-loss");
      pipeline.fail(5, "OFFSETS_LOST", "run");
      assertThat(task(pipeline, "transformar_datos_task")).isEqualTo(5);
      assertThat(watermarks(pipeline)).isEqualTo(before);

      pipeline.succeed("run", "--until-end", "--accept-loss");
      assertThat(
              TestPipeline.referee()
                  .column(
                      "SELECT concat_ws(' ', sink, partition, start_offset, end_offset)"
                          + " FROM azud.loss WHERE pipeline = 'retention' ORDER BY sink"))
          .containsExactly(
              "lake 0 " + lostFrom + " " + lostTo, "postgres 0 " + lostFrom + " " + lostTo);
      List<Sent> kept =
          feeder.sent().stream()
              .filter(
                  sent ->
                      sent.partition() != 0 || sent.offset() < lostFrom || sent.offset() >= lostTo)
              .toList();
      pipeline.requireEverythingOnce(kept);
      pipeline.succeed("run", "--until-end");
    }
  }

  @Test
  void stopsWhenTheTopicWasMadeAgainWithMoreRecords() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("made_again");
    pipeline.succeed("apply");
    try (Topic topic = new Topic(pipeline.topic());
        Feeder feeder = pipeline.feeder()) {
      feeder.send(200);
      pipeline.succeed("run", "--until-end");
      List<String> before = watermarks(pipeline);
      List<Sent> sent = feeder.sent();
      topic.delete();
      topic.create(2, Map.of());
      try (Feeder another = pipeline.feeder()) {
        another.send(2_000);
      }
      for (String[] more : new String[][] {{}, {"--until-end"}, {"--accept-loss"}}) {
        pipeline.fail(5, "SOURCE_REPLACED", "run", more);
      }
      assertThat(watermarks(pipeline)).isEqualTo(before);
      TestPipeline.referee().requireEverythingOnce(sent, "made_again", "made_again");
    }
  }

  @Test
  void stopsWhenTheTopicIsMadeAgainWhileItRuns() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("made_again_live");
    pipeline.succeed("apply");
    try (Topic topic = new Topic(pipeline.topic());
        Feeder feeder = pipeline.feeder();
        AzudProcess run = pipeline.start("run")) {
      feeder.send(200);
      pipeline.awaitEverything(feeder, run);
      topic.delete();
      topic.create(2, Map.of());
      AzudProcess.Result stopped = run.await();
      assertThat(stopped.err()).containsAnyOf("error[SOURCE_REPLACED]", "error[TOPIC_MISSING]");
      assertThat(stopped.status()).as(stopped.err()).isIn(4, 5);
    }
  }

  @Test
  void readsPartitionsThatAreAddedWhileItRuns() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("grown");
    pipeline.succeed("apply");
    try (Topic topic = new Topic(pipeline.topic());
        Feeder feeder = pipeline.feeder();
        AzudProcess run = pipeline.start("run")) {
      feeder.send(300);
      pipeline.awaitEverything(feeder, run);
      topic.growTo(5);
      try (Feeder later = pipeline.feeder()) {
        Await.until(
            "records in a new partition",
            () -> {
              later.send(100);
              return topic.end(4) > 0;
            });
        List<Sent> all = Stream.concat(feeder.sent().stream(), later.sent().stream()).toList();
        long good = feeder.sentGood() + later.sentGood();
        Await.until(
            "all rows in the lake",
            () -> TestPipeline.referee().lakeCount("grown") == good,
            run::err);
        Await.until(
            "all rows in PostgreSQL",
            () -> TestPipeline.referee().postgresCount("grown") == good,
            run::err);
        run.terminate();
        assertThat(run.await().status()).isZero();
        pipeline.requireEverythingOnce(all);
      }
    }
  }

  @Test
  void passesGapsOfCompactionAndAbortedTransactions() throws Exception {
    TestPipeline pipeline = TestPipeline.declare("gaps");
    try (Topic topic = new Topic(pipeline.topic())) {
      topic.create(
          2,
          Map.of(
              "cleanup.policy", "compact",
              "segment.ms", "100",
              "min.cleanable.dirty.ratio", "0.01",
              "max.compaction.lag.ms", "100"));
      for (int round = 0; round < 5; round++) {
        topic.sendInTransaction(records("kept" + round, 10), Ending.COMMITTED);
        topic.sendInTransaction(records("aborted" + round, 10), Ending.ABORTED);
      }
      Await.until(
          "compaction",
          () -> {
            topic.sendInTransaction(records("more", 2), Ending.ABORTED);
            return topic.readCommitted().size() < 50;
          });
      List<Sent> committed = topic.readCommitted();
      pipeline.succeed("run", "--until-end");
      pipeline.requireEverythingOnce(committed);
      assertThat(pipeline.json("status").get("pending").asLong()).isZero();
    }
  }

  private static List<String> records(String name, int count) {
    return IntStream.range(0, count).mapToObj(i -> Topic.record(name + "_" + i)).toList();
  }

  private static int task(TestPipeline pipeline, String id) {
    return pipeline.run("task", id).status();
  }

  /** Where every store says that it stands. */
  private static List<String> watermarks(TestPipeline pipeline) {
    return pipeline.json("status").get("sinks").findValuesAsText("watermark");
  }
}
