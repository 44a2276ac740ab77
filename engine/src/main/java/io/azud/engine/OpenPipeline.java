// SPDX-License-Identifier: Apache-2.0
package io.azud.engine;

import io.azud.engine.database.PostgresDatabase;
import io.azud.engine.ledger.Ledger;
import io.azud.engine.spark.SparkRuntime;
import io.azud.engine.sql.CompiledSql;
import io.azud.engine.sql.SqlCompiler;
import io.azud.environment.Environment;
import io.azud.pipeline.Pipeline;
import io.azud.spi.Change;
import io.azud.spi.RowFiles;
import io.azud.spi.Sink;
import io.azud.spi.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A pipeline in an environment, with everything that it consists of: source, sinks, ledger, Spark
 * and its compiled SQL. Opening it connects to nothing except, when the pipeline declares SQL, to
 * Spark.
 */
public final class OpenPipeline implements AutoCloseable {
  private final Pipeline pipeline;
  private final Environment environment;
  private final SparkRuntime spark;
  private final PostgresDatabase ledgerDatabase;
  private final CompiledSql sql;
  private final Source source;
  private final List<Sink> sinks;

  public OpenPipeline(Pipeline pipeline, Environment environment) {
    this.pipeline = pipeline;
    this.environment = environment;
    this.spark = new SparkRuntime(environment.spark(), "azud " + pipeline.name());
    this.ledgerDatabase = new PostgresDatabase(environment.ledger());
    this.sql =
        SqlCompiler.isNeededFor(pipeline)
            ? new SqlCompiler(spark.session(), pipeline).compile()
            : CompiledSql.none(pipeline);
    this.source = Components.source(pipeline, environment);
    this.sinks = Components.sinks(pipeline, sql.output(), environment);
  }

  public Pipeline pipeline() {
    return pipeline;
  }

  public Environment environment() {
    return environment;
  }

  public SparkRuntime spark() {
    return spark;
  }

  public CompiledSql sql() {
    return sql;
  }

  public Source source() {
    return source;
  }

  public List<Sink> sinks() {
    return sinks;
  }

  public Set<String> sinkNames() {
    return sinks.stream().map(Sink::name).collect(Collectors.toUnmodifiableSet());
  }

  public PostgresDatabase ledgerDatabase() {
    return ledgerDatabase;
  }

  public Ledger ledger() {
    return new Ledger(ledgerDatabase);
  }

  /** A place for finished rows outside of any table; the caller closes it. */
  public RowFiles rowFiles() {
    return Components.rowFiles(pipeline, sql.output(), environment);
  }

  /**
   * All that must change before the pipeline can run, in the order in which it is done; changes
   * nothing.
   */
  public List<Change> plan() {
    List<Change> changes = new ArrayList<>();
    if (!ledger().exists()) {
      changes.add(
          new Change(
              "ledger " + ledgerDatabase.address(),
              "CREATE SCHEMA azud, with the ledger's tables"));
    }
    changes.addAll(source.plan());
    for (Sink sink : sinks) {
      changes.addAll(sink.plan());
    }
    return changes;
  }

  /** Carries {@link #plan()} out; idempotent. */
  public void apply() {
    ledger().create();
    source.apply();
    sinks.forEach(Sink::apply);
  }

  @Override
  public void close() {
    sinks.forEach(Sink::close);
    source.close();
    spark.close();
  }
}
