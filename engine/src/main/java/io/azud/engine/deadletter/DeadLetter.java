// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.deadletter;

import io.azud.spi.Header;
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
    List<Header> headers) {}
