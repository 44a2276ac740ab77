// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.escalation;

/** One way to tell somebody. Thread-safe. */
public interface Channel {

  /** A short name: {@code mail}, {@code webhook}. */
  String name();

  /** Whom it tells, without secrets. */
  String target();

  /**
   * Sends, once; whoever calls tries again.
   *
   * @throws NotSent with a reason that holds no secret
   */
  void send(Dispatch dispatch) throws NotSent;
}
