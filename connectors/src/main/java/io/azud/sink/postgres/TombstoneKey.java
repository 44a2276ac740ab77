// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.engine.check.Literals;
import io.azud.spi.RawRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Which row a record without a value deletes: the record's key is the text of the key column, or a
 * JSON object with the key columns.
 */
final class TombstoneKey {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TargetTable table;

  private TombstoneKey(TargetTable table) {
    this.table = table;
  }

  static TombstoneKey of(TargetTable table) {
    return new TombstoneKey(table);
  }

  /** Fills the key columns of a row; tells whether the record's key gives all of them. */
  boolean read(RawRecord tombstone, Object[] row) {
    Optional<String> text = text(tombstone.key());
    if (text.isEmpty()) {
      return false;
    }
    List<String> columns = table.definition().key();
    if (columns.size() == 1 && !text.get().startsWith("{")) {
      return put(columns.get(0), text.get(), row);
    }
    try {
      JsonNode object = JSON.readTree(text.get());
      return columns.stream().allMatch(column -> put(column, object.path(column).asText(""), row));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private boolean put(String column, String text, Object[] row) {
    Optional<Comparable<?>> value =
        text.isEmpty() ? Optional.empty() : Literals.read(table.typeOf(column), text);
    value.ifPresent(present -> row[table.indexOf(column)] = present);
    return value.isPresent();
  }

  private static Optional<String> text(byte[] key) {
    if (key == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
