// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

/**
 * A text is not what it should be. The message completes a sentence that begins with the text as it
 * stands in the file, and does not repeat it.
 */
public final class Misfit extends Exception {
  private static final long serialVersionUID = 1L;

  public Misfit(String message) {
    super(message, null, false, false);
  }
}
