// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.position.Lineage;
import io.azud.position.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The driver's view of a source: what there is to read, and whether it still is what it was. */
public interface Source extends AutoCloseable {

  /**
   * What tells this source from another of the same name: the topic's id, for example. When it
   * changes, positions of the old one mean nothing.
   */
  String identity();

  /**
   * What must be made before there is anything to read: a declared topic that is missing, for
   * example. Changes nothing.
   *
   * @throws io.azud.error.AzudException {@code TOPIC_MISSING} and the like when something is
   *     missing that is not declared here
   */
  List<Change> plan();

  /** Carries out {@link #plan()}; idempotent, safe beside another instance that does the same. */
  void apply();

  /**
   * What can be read now, for each partition.
   *
   * @throws io.azud.error.AzudException when the source is unreachable or missing
   */
  Map<Integer, Bounds> bounds();

  /**
   * What {@link #bounds()} would give, as far as it can be told at a glance and without taking
   * anything up: for those who only watch.
   */
  default Map<Integer, Bounds> glance() {
    return bounds();
  }

  /**
   * When the records at these positions came to the source, or where there is none, the next ones.
   * A partition whose record is not there, or not found within a few seconds, is left out.
   *
   * @param positions one for each partition that is asked about
   */
  default Map<Integer, Instant> arrivals(Map<Integer, Long> positions) {
    return Map.of();
  }

  /** The reader for these slices, all within {@link #bounds()}. */
  SliceReader reader(List<Slice> slices);

  /**
   * Gives up for good what can no longer be read of these slices although they lie within {@link
   * #bounds()}: files that are gone, for example. From then on reading the slices gives what is
   * left of them.
   *
   * @return what was given up
   */
  default List<Slice> giveUp(List<Slice> pending) {
    return List.of();
  }

  Lineage lineage();

  @Override
  void close();

  /**
   * @param first the first position that can still be read
   * @param end the position after the last one that can be read now
   */
  record Bounds(long first, long end) {}
}
