// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit;

/**
 * What a {@link FaultProxy} does to one request.
 *
 * @param request the text that the request holds
 * @param act done before the connection breaks or the request goes on
 */
record Fault(byte[] request, Kind kind, Runnable act) {
  static final Fault NONE = new Fault(new byte[0], Kind.NONE, () -> {});

  enum Kind {
    NONE,
    LOSE_REQUEST,
    LOSE_REPLY,
    DELAY
  }

  boolean isIn(byte[] buffer, int length) {
    if (kind == Kind.NONE) {
      return false;
    }
    for (int at = 0; at + request.length <= length; at++) {
      int i = 0;
      while (i < request.length && buffer[at + i] == request[i]) {
        i++;
      }
      if (i == request.length) {
        return true;
      }
    }
    return false;
  }
}
