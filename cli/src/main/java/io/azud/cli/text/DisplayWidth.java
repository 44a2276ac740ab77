// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.text;

import org.jline.utils.WCWidth;

/** How many columns of a terminal a text takes: wide characters take two, combining ones none. */
public final class DisplayWidth {
  private DisplayWidth() {}

  public static int of(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }
}
