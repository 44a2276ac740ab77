// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.render.metric.Label;
import io.azud.render.metric.Metric;
import io.azud.render.metric.MetricType;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The values of one scrape, held to the specification: names, types and labels are the metric's.
 */
final class Samples {
  /** A metric with more series than this is worth less than the room that it takes. */
  private static final int MOST_SERIES = 10_000;

  private final Map<Metric, List<Value>> values = new EnumMap<>(Metric.class);
  private final Map<Metric, Long> leftOut = new EnumMap<>(Metric.class);

  private sealed interface Value {
    Labels labels();
  }

  private record Number(Labels labels, double value) implements Value {}

  private record Distribution(Labels labels, Durations durations) implements Value {}

  void add(Metric metric, double value, String... labels) {
    keep(metric, new Number(labels(metric, labels), value));
  }

  void add(Metric metric, Instant time, String... labels) {
    add(metric, time.toEpochMilli() / 1000.0, labels);
  }

  void add(Metric metric, Duration duration, String... labels) {
    add(metric, duration.toNanos() / 1e9, labels);
  }

  void flag(Metric metric, boolean holds, String... labels) {
    add(metric, holds ? 1 : 0, labels);
  }

  void add(Metric metric, Durations durations, String... labels) {
    keep(metric, new Distribution(labels(metric, labels), durations));
  }

  /** That a label would have had too many values. */
  void leaveOut(Metric metric, long series) {
    leftOut.merge(metric, series, Long::sum);
  }

  private void keep(Metric metric, Value value) {
    List<Value> series = values.computeIfAbsent(metric, any -> new ArrayList<>());
    if (series.size() >= MOST_SERIES) {
      leaveOut(metric, 1);
    } else {
      series.add(value);
    }
  }

  private static Labels labels(Metric metric, String... values) {
    List<Label> names = metric.labels();
    if (names.size() != values.length) {
      throw new IllegalArgumentException(metric + " has the labels " + names);
    }
    return Labels.of(names.stream().map(Label::text).toArray(String[]::new), values);
  }

  MetricSnapshots snapshots() {
    Map<Metric, Long> told = Map.copyOf(leftOut);
    leftOut.clear();
    told.forEach((metric, series) -> add(Metric.SERIES_LEFT_OUT, series, metric.text()));
    return new MetricSnapshots(
        values.entrySet().stream()
            .map(entry -> snapshot(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static MetricSnapshot snapshot(Metric metric, List<Value> values) {
    return switch (metric.type()) {
      case COUNTER -> counter(metric, values);
      case GAUGE -> gauge(metric, values);
      case HISTOGRAM -> histogram(metric, values);
    };
  }

  private static MetricSnapshot counter(Metric metric, List<Value> values) {
    CounterSnapshot.Builder snapshot = CounterSnapshot.builder();
    snapshot.name(metric.text().replaceFirst("_total$", "")).help(metric.help());
    for (Value value : values) {
      snapshot.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(value.labels())
              .value(number(metric, value))
              .build());
    }
    return snapshot.build();
  }

  private static MetricSnapshot gauge(Metric metric, List<Value> values) {
    GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder();
    snapshot.name(metric.text()).help(metric.help());
    for (Value value : values) {
      snapshot.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(value.labels())
              .value(number(metric, value))
              .build());
    }
    return snapshot.build();
  }

  private static MetricSnapshot histogram(Metric metric, List<Value> values) {
    HistogramSnapshot.Builder snapshot = HistogramSnapshot.builder();
    snapshot.name(metric.text()).help(metric.help());
    for (Value value : values) {
      if (value instanceof Distribution distribution) {
        Durations durations = distribution.durations();
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        durations.counts().forEach(buckets::bucket);
        snapshot.dataPoint(
            HistogramDataPointSnapshot.builder()
                .labels(value.labels())
                .classicHistogramBuckets(buckets.build())
                .sum(durations.seconds())
                .build());
      }
    }
    return snapshot.build();
  }

  private static double number(Metric metric, Value value) {
    if (value instanceof Number number) {
      return number.value();
    }
    throw new IllegalStateException(metric + " is a " + MetricType.HISTOGRAM);
  }
}
