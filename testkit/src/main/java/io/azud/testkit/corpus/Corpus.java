// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit.corpus;

import java.util.List;
import java.util.stream.Stream;

/**
 * Records that are bad, or that other systems make bad: one list for the decoders' tests, for the
 * test of the whole product and for the page that tells users what happens with each kind.
 */
public final class Corpus {

  /** The contract of the JSON records, as in a pipeline file. */
  public static final String JSON_SCHEMA =
      """
      schema:
        - {name: id, type: string, required: true}
        - {name: i, type: int}
        - {name: l, type: long}
        - {name: d, type: double}
        - {name: f, type: float}
        - {name: n, type: "decimal(10,2)"}
        - {name: big, type: "decimal(38,0)"}
        - {name: s, type: string}
        - {name: b, type: boolean}
        - {name: t, type: timestamp}
        - {name: z, type: timestamp, zone: Europe/Madrid}
        - {name: y, type: date}
        - {name: j, type: json}
        - {name: x, type: binary}
        - name: st
          type: struct
          fields: [{name: a, type: int, required: true}]
        - {name: li, type: list, element: int}
        - {name: mp, type: map, value: string}
      """;

  /** The contract of the CSV records, as in a pipeline file; they have no header. */
  public static final String CSV_SCHEMA =
      """
      schema:
        - {name: id, type: string, required: true}
        - {name: i, type: int}
        - {name: s, type: string}
        - {name: d, type: double}
        - {name: n, type: "decimal(10,2)"}
        - {name: b, type: boolean}
        - {name: t, type: timestamp}
      """;

  private Corpus() {}

  /** JSON records of a few bytes. */
  public static List<CorpusRecord> json() {
    return Stream.of(JsonDocuments.TEXT, JsonValues.TEXT)
        .flatMap(text -> CorpusText.read(text).stream())
        .toList();
  }

  /** CSV records of a few bytes. */
  public static List<CorpusRecord> csv() {
    return CorpusText.read(CsvLines.TEXT);
  }
}
