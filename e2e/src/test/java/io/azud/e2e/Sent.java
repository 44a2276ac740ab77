// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

/** A record that the broker has acknowledged: where it stands and what it is. */
record Sent(int partition, long offset, byte[] value, boolean good) {

  String position() {
    return partition + ":" + offset;
  }
}
