// SPDX-License-Identifier: Apache-2.0
package io.azud.render.metric;

/** What a metric is about. */
public enum MetricGroup {
  PIPELINES("Pipelines"),
  SOURCE("Source"),
  SINKS("Sinks"),
  RECORDS("Records"),
  BATCHES("Batches"),
  STORES("Stores"),
  TASKS("Tasks"),
  INCIDENTS("Incidents"),
  SERVER("The server itself");

  private final String title;

  MetricGroup(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
