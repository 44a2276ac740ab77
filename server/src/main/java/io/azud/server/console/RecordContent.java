// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.engine.deadletter.DeadLetter;
import io.azud.spi.Header;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A dead letter's original bytes: as text where they are text, in base64 always. */
record RecordContent(Part key, Part value, List<NamedPart> headers) {

  /**
   * @param text null when the bytes are not UTF-8
   */
  record Part(String base64, String text) {
    static Part of(byte[] bytes) {
      return new Part(Base64.getEncoder().encodeToString(bytes), textOf(bytes).orElse(null));
    }
  }

  record NamedPart(String name, Part value) {}

  static RecordContent of(DeadLetter letter) {
    return new RecordContent(
        letter.key().map(Part::of).orElse(null),
        letter.value().map(Part::of).orElse(null),
        letter.headers().stream().map(RecordContent::header).toList());
  }

  private static NamedPart header(Header header) {
    return new NamedPart(
        header.name(), Optional.ofNullable(header.value()).map(Part::of).orElse(null));
  }

  private static Optional<String> textOf(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
