// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

/**
 * @param open dead letters that nobody has brought back
 * @param recovered dead letters that were brought back
 * @param recentlyRead records read during the last hour
 * @param recentlyRejected of these
 */
record DeadLetterCounts(long open, long recovered, long recentlyRead, long recentlyRejected) {
  static final DeadLetterCounts NONE = new DeadLetterCounts(0, 0, 0, 0);

  double recentRatio() {
    return recentlyRead == 0 ? 0 : (double) recentlyRejected / recentlyRead;
  }
}
