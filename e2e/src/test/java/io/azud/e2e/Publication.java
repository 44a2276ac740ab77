// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;

/**
 * A record that the broker has acknowledged, and what must become of it.
 *
 * @param words what a failure is reported with
 * @param key may be {@code null}
 * @param value may be {@code null}
 * @param row the values that its row must have, by column; empty when there is to be no row
 * @param rule of the dead letter; empty when there is to be none
 */
record Publication(
    String words,
    int partition,
    long offset,
    byte[] key,
    byte[] value,
    List<Header> headers,
    Map<String, String> row,
    String rule) {

  String position() {
    return partition + ":" + offset;
  }
}
