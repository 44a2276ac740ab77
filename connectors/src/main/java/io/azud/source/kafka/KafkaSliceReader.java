// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import io.azud.position.Slice;
import io.azud.spi.RecordCursor;
import io.azud.spi.SliceReader;
import java.time.Duration;

/**
 * Opens slices of a topic on an executor.
 *
 * @param stall how long a slice may bring nothing new before its cursor gives up
 */
record KafkaSliceReader(String topic, KafkaClientProperties properties, Duration stall)
    implements SliceReader {

  @Override
  public RecordCursor open(Slice slice) {
    return new KafkaCursor(topic, slice, properties, stall, IdleConsumers.SHARED);
  }
}
