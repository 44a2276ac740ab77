// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.ListType;
import io.azud.pipeline.DataType.MapType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.DataType.StructType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The rules of the JSON decoder written a second time, slowly, over a tree that Jackson reads. */
final class JacksonDecoder {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final List<Column> contract;
  private byte[] document;

  JacksonDecoder(List<Column> contract) {
    this.contract = contract;
  }

  /** The row as {@link ValueText} shows it; empty when the document is rejected. */
  List<String> decode(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      document = bytes;
      JsonNode root = MAPPER.readTree(text);
      if (!root.isObject() || text.startsWith("\ufeff")) {
        return List.of();
      }
      requireClean(root);
      return fields(contract, root);
    } catch (CharacterCodingException | JacksonException | NumberFormatException | Refused e) {
      return List.of();
    }
  }

  private List<String> fields(List<Column> columns, JsonNode object) {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      require(columns.stream().anyMatch(c -> c.name().equals(name)));
    }
    List<String> texts = new ArrayList<>();
    for (Column column : columns) {
      JsonNode node = object.path(column.name());
      require(!column.required() || !node.isMissingNode() && !node.isNull());
      texts.add(text(column.type(), node, column.name()));
    }
    return texts;
  }

  private String text(DataType type, JsonNode node, String field) {
    if (node.isMissingNode() || node.isNull()) {
      return "null";
    }
    if (type instanceof StructType struct) {
      require(node.isObject());
      return "(" + String.join(";", fields(struct.fields(), node)) + ";)";
    }
    if (type instanceof ListType list) {
      require(node.isArray());
      StringBuilder out = new StringBuilder("[");
      node.forEach(element -> out.append(text(list.element(), element, field)).append(';'));
      return out.append(']').toString();
    }
    if (type instanceof MapType map) {
      require(node.isObject());
      StringBuilder keys = new StringBuilder("[");
      StringBuilder values = new StringBuilder("[");
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        keys.append("UTF8String ").append(entry.getKey()).append(';');
        values.append(text(map.value(), entry.getValue(), field)).append(';');
      }
      return keys + "]=" + values + "]";
    }
    return type instanceof DecimalType decimal
        ? decimal(decimal, node)
        : scalar((Simple) type, node, field);
  }

  private static String decimal(DecimalType type, JsonNode node) {
    require(node.isNumber());
    BigDecimal value = node.decimalValue();
    BigDecimal stripped = value.stripTrailingZeros();
    require(stripped.scale() <= type.scale());
    BigDecimal scaled = value.setScale(type.scale());
    require(scaled.precision() <= type.precision());
    return "Decimal " + scaled.toPlainString();
  }

  private String scalar(Simple type, JsonNode node, String field) {
    return switch (type) {
      case STRING -> {
        require(node.isTextual());
        yield "UTF8String " + node.textValue();
      }
      case BOOLEAN -> {
        require(node.isBoolean());
        yield "Boolean " + node.booleanValue();
      }
      case INT ->
          "Integer "
              + integer(
                  node,
                  BigInteger.valueOf(Integer.MIN_VALUE),
                  BigInteger.valueOf(Integer.MAX_VALUE));
      case LONG ->
          "Long "
              + integer(
                  node, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE));
      case FLOAT -> {
        require(node.isNumber());
        float value = Float.parseFloat(node.decimalValue().toString());
        require(Float.isFinite(value) && (value != 0 || node.decimalValue().signum() == 0));
        yield "Float " + (value == 0 && sentNegative(field) ? -0.0f : value);
      }
      case DOUBLE -> {
        require(node.isNumber());
        double value = Double.parseDouble(node.decimalValue().toString());
        require(Double.isFinite(value) && (value != 0 || node.decimalValue().signum() == 0));
        yield "Double " + (value == 0 && sentNegative(field) ? -0.0 : value);
      }
      case JSON -> "UTF8String " + sent(field);
      default -> throw new IllegalArgumentException("not in this test: " + type);
    };
  }

  private static BigInteger integer(JsonNode node, BigInteger min, BigInteger max) {
    require(node.isIntegralNumber());
    BigInteger value = node.bigIntegerValue();
    require(value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
    return value;
  }

  /** BigDecimal has no negative zero, so its sign is looked up in the text. */
  private boolean sentNegative(String field) {
    return sent(field).startsWith("-");
  }

  /** A top-level field's value as it was sent, found with Jackson's own positions. */
  private String sent(String field) {
    return TopLevelText.of(document, field);
  }

  private static void requireClean(JsonNode node) {
    if (node.isTextual()) {
      requireCleanText(node.textValue());
    }
    if (node.isNumber() && !node.isIntegralNumber()) {
      require(Math.abs(node.decimalValue().scale()) <= 1_000);
    }
    if (node.isObject()) {
      node.fieldNames().forEachRemaining(JacksonDecoder::requireCleanText);
    }
    node.forEach(JacksonDecoder::requireClean);
  }

  private static void requireCleanText(String text) {
    require(text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new Refused();
    }
  }

  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
