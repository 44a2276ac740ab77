// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.sql;

import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import java.io.Serializable;
import java.util.List;

/**
 * A pipeline's SQL, ready to be evaluated anywhere.
 *
 * @param checks one condition for each declared check, in order
 * @param filter one condition, or none
 * @param select one projection, or none: then the output is the contract's row
 * @param output the columns that the sinks receive
 */
public record CompiledSql(
    List<Projection> checks, List<Projection> filter, List<Projection> select, List<Column> output)
    implements Serializable {

  public CompiledSql {
    checks = List.copyOf(checks);
    filter = List.copyOf(filter);
    select = List.copyOf(select);
    output = List.copyOf(output);
  }

  /** For a pipeline without any SQL. */
  public static CompiledSql none(Pipeline pipeline) {
    return new CompiledSql(List.of(), List.of(), List.of(), pipeline.columns());
  }
}
