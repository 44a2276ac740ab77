// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import java.io.Serializable;
import java.util.List;

/**
 * One record as the source holds it.
 *
 * @param partition the row's {@code azud_partition}: Kafka partition or file number
 * @param offset the row's {@code azud_offset}: Kafka offset or row number
 * @param timestampMillis when the source says the record was made, milliseconds since the epoch; -1
 *     when it does not say
 * @param key {@code null} when there is none
 * @param value the original bytes; {@code null} for a tombstone
 * @param fields the names of a CSV record's fields in order, where the source knows them; else
 *     empty
 */
public record RawRecord(
    int partition,
    long offset,
    long timestampMillis,
    byte[] key,
    byte[] value,
    List<Header> headers,
    List<String> fields)
    implements Serializable {}
