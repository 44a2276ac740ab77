// SPDX-License-Identifier: Apache-2.0
package io.azud.render.metric;

/** The labels that Azud's metrics carry, and what bounds the number of their values. */
public enum Label {
  PIPELINE("pipeline", "name of the pipeline", "the pipelines that the server was given"),
  SOURCE("source", "`kafka` or `files`", "2"),
  TOPIC("topic", "the Kafka topic; empty for files", "1 for a pipeline"),
  SINK("sink", "`lake` or `postgres`", "2"),
  PARTITION(
      "partition",
      "number of the source partition",
      "64 for a pipeline; with more of them the metric is left out"),
  RESULT("result", "`accepted`, `rejected`, `filtered` or `tombstone`", "4"),
  OUTCOME(
      "outcome",
      "of a commit: `committed`, `already_committed`, `unknown`, `fenced` or `failed`;"
          + " of a task: `done`, `skipped` or `failed`",
      "5"),
  STAGE("stage", "where in the flow, such as `decode`, `check`, `work`, `commit`", "8"),
  RULE(
      "rule",
      "what the record broke, such as the name of a check",
      "20 for a pipeline; the rest is added up as `other`"),
  TASK("task", "name of the task", "6"),
  CODE("code", "`OK` or an error code", "the table of error codes"),
  STATE("state", "state of the incident", "the states that the ledger knows"),
  TARGET(
      "target",
      "`platform`, `ledger`, `source`, a sink, its table, or `dead_letters`",
      "8 for a pipeline"),
  VOLUME("volume", "`platform` or `temporary`", "2"),
  METRIC("metric", "name of a metric", "the metrics of this page"),
  VERSION("version", "of Azud", "1");

  private final String text;
  private final String meaning;
  private final String bound;

  Label(String text, String meaning, String bound) {
    this.text = text;
    this.meaning = meaning;
    this.bound = bound;
  }

  /** As it stands in a series. */
  public String text() {
    return text;
  }

  public String meaning() {
    return meaning;
  }

  /** How many values it can have at most. */
  public String bound() {
    return bound;
  }
}
