// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

/** What somebody may do. Who may operate may also read. */
public enum Role {
  READ,
  OPERATE;

  boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }
}
