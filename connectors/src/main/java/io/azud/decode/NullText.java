// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The texts that stand for "no value" in one column. */
public final class NullText {
  private final byte[][] texts;

  public NullText(List<String> texts) {
    this.texts = texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }

  public boolean isDeclared() {
    return texts.length > 0;
  }

  public boolean matches(byte[] bytes, int from, int to) {
    for (byte[] text : texts) {
      if (Arrays.equals(text, 0, text.length, bytes, from, to)) {
        return true;
      }
    }
    return false;
  }
}
