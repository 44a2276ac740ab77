// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.decode.Decoded;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.DecimalType;
import io.azud.pipeline.DataType.ListType;
import io.azud.pipeline.DataType.MapType;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.DataType.StructType;
import io.azud.pipeline.Pipeline.UnknownFields;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random documents, decoded here and by a second decoder that is built on Jackson's tree: both must
 * agree on every one.
 */
class JsonDifferentialTest {
  private static final long SEED = 7;
  private static final int DOCUMENTS = 60_000;
  private static final List<Column> CONTRACT =
      List.of(
          Column.optional("s", Simple.STRING),
          Column.optional("l", Simple.LONG),
          Column.required("i", Simple.INT),
          Column.optional("d", Simple.DOUBLE),
          Column.optional("f", Simple.FLOAT),
          Column.optional("b", Simple.BOOLEAN),
          Column.optional("n", new DecimalType(20, 4)),
          Column.optional("j", Simple.JSON),
          Column.optional("a", new ListType(Simple.LONG)),
          Column.optional("m", new MapType(Simple.STRING)),
          Column.optional(
              "st",
              new StructType(
                  List.of(Column.required("x", Simple.INT), Column.optional("y", Simple.STRING)))));

  @Test
  void agreesWithJacksonOnRandomDocuments() {
    RandomJson documents = new RandomJson(new Random(SEED), CONTRACT);
    JacksonDecoder reference = new JacksonDecoder(CONTRACT);
    JsonDecoder decoder = new JsonDecoder(CONTRACT, UnknownFields.REJECT);
    int accepted = 0;

    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] document = documents.next();
      List<String> expected = reference.decode(document);
      Decoded decoded = Decoded.of(decoder, CONTRACT.size(), document);
      String shown = "document " + i + ": " + new String(document, StandardCharsets.ISO_8859_1);
      if (expected.isEmpty()) {
        assertThat(decoded.outcome()).as(shown).isNotEqualTo("accepted");
      } else {
        assertThat(decoded.outcome()).as(shown).isEqualTo("accepted");
        assertThat(ValueText.of(CONTRACT, decoded.row())).as(shown).isEqualTo(expected);
        accepted++;
      }
    }

    assertThat(accepted).isBetween(DOCUMENTS / 5, DOCUMENTS * 4 / 5);
  }
}
