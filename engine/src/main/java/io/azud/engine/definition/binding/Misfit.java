// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

/**
 * A text is not what it should be. The message completes a sentence that begins with the text as it
 * stands in the file, and holds nothing of the text itself.
 */
public final class Misfit extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  public Misfit(String message) {
    this(message, "");
  }

  /**
   * @param hint what is added to the message for a text that stands in the file itself; left out
   *     when a reference led to the text, because a hint tells something of it
   */
  public Misfit(String message, String hint) {
    super(message, null, false, false);
    this.hint = hint;
  }

  String hint() {
    return hint;
  }
}
