// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

/**
 * One thing that is wrong with a file.
 *
 * @param file as it was given
 * @param line from 1
 * @param column from 1, in characters
 * @param message what is wrong; holds no secret
 */
public record Problem(String file, int line, int column, String message) {

  /** {@code file:line:column: message}, as compilers write it and editors understand it. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
