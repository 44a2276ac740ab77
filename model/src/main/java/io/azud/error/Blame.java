// SPDX-License-Identifier: Apache-2.0
package io.azud.error;

/** Who has to act when something fails. */
public enum Blame {
  /** The pipeline file, the environment file, the command or the records are wrong. */
  USER,
  /** A system that Azud talks to is missing, refuses or does not answer. */
  EXTERNAL,
  /** Azud itself is wrong. */
  INTERNAL
}
