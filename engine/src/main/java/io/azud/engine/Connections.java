// SPDX-License-Identifier: Apache-2.0
package io.azud.engine;

import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.sql.SqlCompiler;
import io.azud.environment.Environment;
import io.azud.pipeline.Pipeline;
import io.azud.spi.Sink;
import io.azud.spi.Source;
import java.util.List;

/**
 * What a pipeline talks to, one by one and without Spark: for looking at a pipeline of which
 * something is broken. Whoever opens something closes it.
 */
public record Connections(Pipeline pipeline, Environment environment) {

  /** A source of its own for each call. */
  public Source source() {
    return Components.source(pipeline, environment);
  }

  /**
   * Sinks of their own for each call. Where the pipeline declares SQL their columns are those of
   * the contract and not those of the tables, so that only positions can be asked for: see {@link
   * #knowsTables()}.
   */
  public List<Sink> sinks() {
    return Components.sinks(pipeline, pipeline.columns(), environment);
  }

  /** Whether what {@link Sink#plan()} of these sinks says is true. */
  public boolean knowsTables() {
    return !SqlCompiler.isNeededFor(pipeline);
  }

  public PostgresDatabase ledger() {
    return new PostgresDatabase(environment.ledger());
  }
}
