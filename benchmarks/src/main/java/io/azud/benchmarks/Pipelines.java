// SPDX-License-Identifier: Apache-2.0
package io.azud.benchmarks;

/** The pipelines that Azud runs in the cases. */
final class Pipelines {
  private static final String COMMON =
      """
      apiVersion: azud/v1
      name: azud_%1$s
      source:
        kafka: {topic: %2$s, format: json}
      schema:
        - {name: id,          type: long,      required: true}
        - {name: event_time,  type: timestamp, required: true}
        - {name: device,      type: string}
        - {name: region,      type: string}
        - {name: kind,        type: string}
        - {name: temperature, type: double}
        - {name: pressure,    type: double}
        - {name: count,       type: int}
        - {name: ok,          type: boolean}
      sinks:
      """;
  private static final String LAKE = "  lake: {table: azud_%1$s, format: parquet}\n";
  private static final String POSTGRES =
      """
        postgres:
          table: azud_%1$s
          partitionBy: {column: event_time, every: month, ahead: 0}
          indexes: [{columns: [event_time], type: brin}]
      """;

  private Pipelines() {}

  static String of(String name, String topic) {
    String sinks =
        switch (name) {
          case "lake" -> LAKE;
          case "postgres" -> POSTGRES;
          case "both" -> LAKE + POSTGRES;
          default ->
              throw new IllegalArgumentException(
                  "there is no case \"" + name + "\": both, lake, postgres");
        };
    return (COMMON + sinks).formatted(name, topic);
  }
}
