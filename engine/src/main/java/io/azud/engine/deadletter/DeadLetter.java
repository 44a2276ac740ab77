// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

import io.azud.spi.Header;
import io.azud.spi.RawRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A rejected record as the ledger keeps it.
 *
 * @param source identity of the source that it came from
 * @param recordTime when the source says that the record was made
 * @param key the original bytes; empty when the record had none
 * @param value the original bytes; empty when the record had none
 * @param fields the names of a CSV record's fields, where the source knew them
 * @param tries how often it was redriven and rejected again
 * @param recoveredAt when it was redriven with success
 */
public record DeadLetter(
    int partition,
    long offset,
    String source,
    String batch,
    String stage,
    String rule,
    String reason,
    Optional<Instant> recordTime,
    Instant recordedAt,
    Optional<byte[]> key,
    Optional<byte[]> value,
    List<Header> headers,
    List<String> fields,
    int tries,
    Optional<Instant> recoveredAt) {

  /** The record as the source gave it. */
  public RawRecord record() {
    return new RawRecord(
        partition,
        offset,
        recordTime.map(Instant::toEpochMilli).orElse(-1L),
        key.orElse(null),
        value.orElse(null),
        headers,
        fields);
  }
}
