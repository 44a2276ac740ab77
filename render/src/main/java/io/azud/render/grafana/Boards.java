// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

import java.util.List;

/** All dashboards. */
public final class Boards {
  private Boards() {}

  /** In the order in which one looks at them. */
  public static List<Board> all() {
    return List.of(
        OverviewBoard.board(),
        PipelineBoard.board(),
        StoresBoard.board(),
        IncidentsBoard.board(),
        KafkaBoard.board(),
        SparkBoard.board(),
        PostgresBoard.board(),
        AirflowBoard.board());
  }
}
