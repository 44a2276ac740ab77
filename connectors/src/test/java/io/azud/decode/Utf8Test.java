// SPDX-License-Identifier: Apache-2.0
package io.azud.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

  @Test
  void acceptsEveryCodePointAndNoCutOne() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        byte[] bytes = Character.toString(point).getBytes(StandardCharsets.UTF_8);
        if (Utf8.firstInvalid(bytes, 0, bytes.length) != -1
            || bytes.length > 1 && Utf8.firstInvalid(bytes, 0, bytes.length - 1) != 0) {
          assertThat(point).as("code point that is not judged right").isEqualTo(-1);
        }
      }
    }
  }

  @Test
  void agreesWithJavasStrictDecoderOnRandomBytes() {
    Random random = new Random(9);
    int[] interesting = {
      0x20, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed,
      0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff
    };
    int valid = 0;
    for (int i = 0; i < 500_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] =
            (byte)
                (random.nextInt(3) == 0 ? 0x41 : interesting[random.nextInt(interesting.length)]);
      }
      boolean expected = isValid(bytes);
      valid += expected ? 1 : 0;
      assertThat(Utf8.firstInvalid(bytes, 0, bytes.length) == -1).isEqualTo(expected);
    }
    assertThat(valid).isGreaterThan(10_000);
  }

  private static boolean isValid(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
