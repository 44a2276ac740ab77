// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.engine.deadletter.DeadLetter;
import io.azud.spi.Header;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A dead letter as JSON: bytes in base64, and as text where they are text. */
final class DeadLetterView {
  private DeadLetterView() {}

  static Map<String, Object> json(DeadLetter letter) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("partition", letter.partition());
    json.put("offset", letter.offset());
    json.put("source", letter.source());
    json.put("batch", letter.batch());
    json.put("stage", letter.stage());
    json.put("rule", letter.rule());
    json.put("reason", letter.reason());
    json.put("tries", letter.tries());
    json.put("recoveredAt", letter.recoveredAt().map(Object::toString).orElse(null));
    json.put("recordTime", letter.recordTime().map(Object::toString).orElse(null));
    json.put("recordedAt", letter.recordedAt().toString());
    json.put("key", letter.key().map(DeadLetterView::bytes).orElse(null));
    json.put("value", letter.value().map(DeadLetterView::bytes).orElse(null));
    json.put("headers", letter.headers().stream().map(DeadLetterView::header).toList());
    return json;
  }

  private static Map<String, Object> header(Header header) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", header.name());
    json.put("value", header.value() == null ? null : bytes(header.value()));
    return json;
  }

  private static Map<String, Object> bytes(byte[] bytes) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("base64", Base64.getEncoder().encodeToString(bytes));
    json.put("text", isText(bytes) ? new String(bytes, StandardCharsets.UTF_8) : null);
    return json;
  }

  static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
