// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis;

/**
 * Looks at one thing that an incident may come from. It changes nothing, holds nothing between
 * calls, and may be called from any thread; it need not be quick, because whoever calls it stops
 * waiting after a while.
 */
public interface Check {

  /** Lower-case words with hyphens: {@code kafka-address}. A promise, like a code's name. */
  String name();

  /** What it finds out, as a question that OK answers with yes. */
  String question();

  /** What it looks at, for when it does not come back. */
  String target(Scene scene);

  /**
   * @throws io.azud.error.AzudException what a pipeline would meet: then this is broken
   * @throws CannotLook when what the check needs is not there
   */
  Observation observe(Scene scene);
}
