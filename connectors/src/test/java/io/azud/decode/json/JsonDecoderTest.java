// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.decode.Decoded;
import io.azud.error.AzudException;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.ListType;
import io.azud.pipeline.DataType.MapType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.DataType.StructType;
import io.azud.pipeline.Pipeline.UnknownFields;
import io.azud.spi.Decoder;
import io.azud.testkit.DecoderContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class JsonDecoderTest extends DecoderContract {
  private static final List<Column> CONTRACT =
      List.of(
          Column.required("id", Simple.LONG),
          Column.optional("name", Simple.STRING),
          Column.optional("size", Simple.INT),
          Column.optional("ratio", Simple.DOUBLE),
          Column.optional("weight", Simple.FLOAT),
          Column.optional("active", Simple.BOOLEAN),
          Column.optional("price", new DecimalType(10, 2)),
          Column.optional("born", Simple.DATE),
          Column.optional("seen_at", Simple.TIMESTAMP),
          Column.optional("picture", Simple.BINARY),
          Column.optional("extra", Simple.JSON),
          Column.optional(
              "place",
              new StructType(
                  List.of(Column.required("x", Simple.INT), Column.optional("y", Simple.INT)))),
          Column.optional("tags", new ListType(Simple.STRING)),
          Column.optional("counts", new MapType(Simple.LONG)));

  private static final String VALID =
      """
      {"id": 1, "name": "canary7f3a ñ", "size": -5, "ratio": 0.25, "weight": 1.5, "active": true,
       "price": 12.5, "born": "1970-01-02", "seen_at": "1970-01-01T01:00:00.000001+01:00",
       "picture": "AQI=", "extra": {"a": [1, 2.50]}, "place": {"y": 2, "x": 1}, "tags": ["a", null],
       "counts": {"k": 7, "\\u00e9": null}}\
      """;

  @Override
  protected Decoder decoder() {
    return new JsonDecoder(CONTRACT, UnknownFields.REJECT);
  }

  @Override
  protected int columns() {
    return CONTRACT.size();
  }

  @Override
  protected byte[] validRecord() {
    return VALID.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected byte[] sparseRecord() {
    return "{\"id\":2}".getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected List<byte[]> badRecords() {
    return List.of(
            "",
            "canary7f3a",
            "[\"canary7f3a\"]",
            "{\"id\":\"canary7f3a\"}",
            "{\"id\":1,\"canary7f3a\":2}",
            "{\"id\":1,\"extra\":{\"canary7f3a\":1,\"canary7f3a\":2}}",
            "{\"id\":1,\"seen_at\":\"canary7f3a\"}",
            "{\"id\":1,\"counts\":{\"canary7f3a\":\"canary7f3a\"}}",
            "{\"id\":1,\"name\":\"canary7f3a",
            "{\"id\":1} canary7f3a")
        .stream()
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void readsEveryTypeIntoItsRepresentation() {
    Decoded decoded = Decoded.of(decoder(), columns(), VALID);

    assertThat(decoded.values().subList(0, 9))
        .containsExactly(
            1L,
            UTF8String.fromString("canary7f3a ñ"),
            -5,
            0.25,
            1.5f,
            true,
            Decimal.apply(1250L, 10, 2),
            1,
            1L);
    assertThat((byte[]) decoded.value(9)).containsExactly(1, 2);
    assertThat(decoded.text(10)).isEqualTo("{\"a\": [1, 2.50]}");
    assertThat(((Decimal) decoded.value(6)).precision()).isEqualTo(10);
    assertThat(((Decimal) decoded.value(6)).scale()).isEqualTo(2);
  }

  @Test
  void readsNestedValuesIntoSparksOwnRowsArraysAndMaps() {
    Decoded decoded = Decoded.of(decoder(), columns(), VALID);

    InternalRow place = (InternalRow) decoded.value(11);
    assertThat(place.getInt(0)).isEqualTo(1);
    assertThat(place.getInt(1)).isEqualTo(2);
    ArrayData tags = (ArrayData) decoded.value(12);
    assertThat(tags.numElements()).isEqualTo(2);
    assertThat(tags.getUTF8String(0)).hasToString("a");
    assertThat(tags.isNullAt(1)).isTrue();
    ArrayBasedMapData counts = (ArrayBasedMapData) decoded.value(13);
    assertThat(counts.keyArray().getUTF8String(1)).hasToString("é");
    assertThat(counts.valueArray().getLong(0)).isEqualTo(7);
    assertThat(counts.valueArray().isNullAt(1)).isTrue();
  }

  @Test
  void readsFieldsInAnyOrderAndAfterTheOrderChanged() {
    JsonDecoder decoder =
        new JsonDecoder(
            List.of(
                Column.optional("a", Simple.INT),
                Column.optional("b", Simple.INT),
                Column.optional("c", Simple.INT)),
            UnknownFields.REJECT);

    for (String record :
        List.of(
            "{\"a\":1,\"b\":2,\"c\":3}",
            "{\"c\":3,\"b\":2,\"a\":1}",
            "{\"b\":2,\"a\":1,\"c\":3}",
            "{ \"\\u0061\" : 1 , \"c\":3 , \"b\"\t:\n2 }")) {
      assertThat(Decoded.of(decoder, 3, record).values()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void dropsUnknownFieldsWhenTheyAreIgnored() {
    JsonDecoder decoder = unknownFields(UnknownFields.IGNORE);

    assertThat(Decoded.of(decoder, 1, "{\"x\":{\"y\":[1]},\"id\":4,\"z\":null}").values())
        .containsExactly(4);
    assertThat(Decoded.of(decoder, 1, "{\"x\":1,\"id\":4,\"x\":2}").outcome())
        .isEqualTo("duplicate_key");
    assertThat(Decoded.of(decoder, 1, "{\"x\":[1,],\"id\":4}").outcome()).isEqualTo("malformed");
  }

  @Test
  void keepsUnknownFieldsAsTheyWereSent() {
    JsonDecoder decoder =
        new JsonDecoder(
            List.of(
                Column.optional("id", Simple.INT), Column.optional("azud_unknown", Simple.JSON)),
            UnknownFields.KEEP);

    Decoded decoded =
        Decoded.of(
            decoder, 2, "{\"x\" : {\"y\": 1.0},\"id\":4,\"\\u007a\":\"\\n\", \"azud_unknown\":1}");

    assertThat(decoded.text(1))
        .isEqualTo("{\"x\" : {\"y\": 1.0},\"\\u007a\":\"\\n\",\"azud_unknown\":1}");
    assertThat(Decoded.of(decoder, 2, "{\"id\":4}").value(1)).isNull();
  }

  @Test
  void refusesUnknownFieldsInsideStructsUnlessTheyAreIgnored() {
    DataType struct = new StructType(List.of(Column.optional("x", Simple.INT)));
    List<Column> columns =
        List.of(Column.optional("s", struct), Column.optional("azud_unknown", Simple.JSON));

    Decoded kept =
        Decoded.of(new JsonDecoder(columns, UnknownFields.KEEP), 2, "{\"s\":{\"secret\":1}}");
    Decoded ignored =
        Decoded.of(
            new JsonDecoder(columns.subList(0, 1), UnknownFields.IGNORE), 1, "{\"s\":{\"q\":1}}");

    assertThat(kept.outcome()).isEqualTo("unknown_field");
    assertThat(kept.reason())
        .isEqualTo(
            "Field s has a field that the contract does not name; its name is 6 bytes long (byte"
                + " 6).");
    assertThat(ignored.outcome()).isEqualTo("accepted");
  }

  @Test
  void tellsTheUnknownFieldsOfOneObjectFromThoseOfAnother() {
    DataType struct = new StructType(List.of(Column.optional("x", Simple.INT)));
    JsonDecoder decoder =
        new JsonDecoder(List.of(Column.optional("l", new ListType(struct))), UnknownFields.IGNORE);

    assertThat(Decoded.of(decoder, 1, "{\"q\":0,\"l\":[{\"q\":1},{\"q\":2}]}").outcome())
        .isEqualTo("accepted");
    assertThat(Decoded.of(decoder, 1, "{\"l\":[{\"q\":1},{\"q\":2,\"q\":3}]}").outcome())
        .isEqualTo("duplicate_key");
  }

  @Test
  void tellsTheKeysOfOneMapFromThoseOfAnother() {
    JsonDecoder decoder =
        new JsonDecoder(
            List.of(Column.optional("l", new ListType(new MapType(Simple.INT)))),
            UnknownFields.REJECT);

    assertThat(Decoded.of(decoder, 1, "{\"l\":[{\"q\":1},{\"q\":2}]}").outcome())
        .isEqualTo("accepted");
    assertThat(Decoded.of(decoder, 1, "{\"l\":[{\"q\":1},{\"q\":2,\"q\":3}]}").outcome())
        .isEqualTo("duplicate_key");
  }

  @Test
  void needsAColumnForTheUnknownFieldsThatItKeeps() {
    assertThatThrownBy(() -> unknownFields(UnknownFields.KEEP))
        .isInstanceOf(AzudException.class)
        .hasMessageContaining("azud_unknown");
  }

  @Test
  void takesDeclaredTextsAsNullInAColumnOfAnyType() {
    Column.Rules rules = new Column.Rules("", "", List.of(), "", "", List.of("NA", "\""));
    JsonDecoder decoder =
        new JsonDecoder(
            List.of(
                new Column("n", Simple.INT, false, rules),
                new Column("s", Simple.STRING, false, rules),
                new Column("r", Simple.DATE, true, rules)),
            UnknownFields.REJECT);

    assertThat(
            Decoded.of(decoder, 3, "{\"n\":\"NA\",\"s\":\"\\\"\",\"r\":\"1970-01-01\"}").values())
        .containsExactly(null, null, 0);
    assertThat(Decoded.of(decoder, 3, "{\"n\":\"na\",\"r\":\"1970-01-01\"}").outcome())
        .isEqualTo("wrong_type");
    assertThat(Decoded.of(decoder, 3, "{\"r\":\"NA\"}").outcome()).isEqualTo("missing");
  }

  @Test
  void namesThePathAndTheByteOfAWrongValue() {
    DataType place = new StructType(List.of(Column.optional("x", Simple.INT)));
    JsonDecoder decoder =
        new JsonDecoder(
            List.of(
                Column.optional("stops", new ListType(place)),
                Column.optional("m", new MapType(place))),
            UnknownFields.REJECT);

    assertThat(Decoded.of(decoder, 2, "{\"stops\":[{},{\"x\":\"1\"}]}").reason())
        .isEqualTo("Field stops[1].x is a string and not a number (byte 18).");
    assertThat(Decoded.of(decoder, 2, "{\"m\":{\"a\":{\"x\":1.0}}}").reason())
        .isEqualTo("Field m[entry 1].x is not a whole number written with digits only (byte 15).");
  }

  @Test
  void readsStringsOfEveryLengthWithEveryKindOfCharacterAtEveryPlace() {
    JsonDecoder decoder =
        new JsonDecoder(List.of(Column.optional("s", Simple.STRING)), UnknownFields.REJECT);
    List<String[]> kinds =
        List.of(
            new String[] {"\\n", "\n"},
            new String[] {"\\u00E9", "é"},
            new String[] {"\\ud83d\\ude00", "😀"},
            new String[] {"ñ", "ñ"},
            new String[] {"€", "€"},
            new String[] {"😀", "😀"},
            new String[] {"\u007f", "\u007f"});

    for (int before = 0; before < 20; before++) {
      for (int behind = 0; behind < 20; behind++) {
        for (String[] kind : kinds) {
          String sent = "a".repeat(before) + kind[0] + "b".repeat(behind);
          assertThat(Decoded.of(decoder, 1, "{\"s\":\"" + sent + "\"}").text(0))
              .isEqualTo("a".repeat(before) + kind[1] + "b".repeat(behind));
        }
      }
    }
  }

  private static JsonDecoder unknownFields(UnknownFields policy) {
    return new JsonDecoder(List.of(Column.optional("id", Simple.INT)), policy);
  }
}
