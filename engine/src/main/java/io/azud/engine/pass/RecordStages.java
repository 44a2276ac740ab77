// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.engine.check.ColumnRules;
import io.azud.engine.sql.CompiledSql;
import io.azud.engine.sql.Evaluator;
import io.azud.engine.sql.Masking;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Check;
import io.azud.pipeline.Pipeline;
import io.azud.spi.Decoder;
import io.azud.spi.DecoderFactory;
import io.azud.spi.RawRecord;
import io.azud.spi.RowGuard;
import io.azud.spi.Verdict;
import io.azud.spi.Verdict.Rejection;
import io.azud.spi.Verdict.Stage;
import java.util.List;
import java.util.ServiceLoader;

/**
 * What happens to one record between the source and the sinks: decode, check, transform, guard.
 * Belongs to one thread.
 *
 * <p>Two arrays are reused for all records: the decoded row and the output row, which ends with
 * {@code azud_partition} and {@code azud_offset}.
 */
final class RecordStages {
  private final Pipeline pipeline;
  private final Decoder decoder;
  private final ColumnRules rules;
  private final List<Evaluator> checks;
  private final List<Evaluator> filter;
  private final List<Evaluator> select;
  private final Masking masking;
  private final RowGuard guard;
  private final Object[] decoded;
  private final Object[] output;
  private boolean warned;

  private RecordStages(Pipeline pipeline, CompiledSql sql, Decoder decoder, RowGuard guard) {
    this.pipeline = pipeline;
    this.decoder = decoder;
    this.guard = guard;
    this.rules = ColumnRules.compile(pipeline.columns());
    this.checks = sql.checks().stream().map(Evaluator::new).toList();
    this.filter = sql.filter().stream().map(Evaluator::new).toList();
    this.select = sql.select().stream().map(Evaluator::new).toList();
    this.masking = new Masking(pipeline.transform().masks(), sql.output());
    this.output = new Object[sql.output().size() + 2];
    this.decoded = select.isEmpty() ? output : new Object[pipeline.columns().size()];
  }

  /** The stages of a pipeline, with the decoder of its format. */
  static RecordStages of(Pipeline pipeline, CompiledSql sql, RowGuard guard) {
    return new RecordStages(pipeline, sql, decoder(pipeline).create(pipeline), guard);
  }

  private static DecoderFactory decoder(Pipeline pipeline) {
    return ServiceLoader.load(DecoderFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.format() == pipeline.source().format().kind())
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no decoder for " + pipeline.source().format().kind()));
  }

  /** Works a record through; when it is accepted, {@link #row()} is what the sinks get. */
  Verdict process(RawRecord record) {
    warned = false;
    Verdict verdict = decoder.decode(record, decoded);
    if (verdict == Verdict.ACCEPTED) {
      verdict = rules.check(decoded);
    }
    if (verdict == Verdict.ACCEPTED) {
      verdict = evaluate(record);
    }
    if (verdict != Verdict.ACCEPTED) {
      return verdict;
    }
    masking.apply(output);
    output[output.length - 2] = record.partition();
    output[output.length - 1] = record.offset();
    return guard.check(output);
  }

  /** What the sinks' guard says of a record without a value. */
  Verdict processTombstone(RawRecord record) {
    warned = false;
    return guard.checkTombstone(record);
  }

  /** The output row of the last accepted record; overwritten by the next one. */
  Object[] row() {
    return output;
  }

  /** Whether the last record failed a check that only warns. */
  boolean warned() {
    return warned;
  }

  private Verdict evaluate(RawRecord record) {
    String expression = "filter";
    Stage stage = Stage.CHECK;
    try {
      for (int i = 0; i < checks.size(); i++) {
        Check check = pipeline.checks().get(i);
        expression = check.name();
        if (!checks.get(i).holds(decoded, true)) {
          Verdict verdict = failed(check, record);
          if (verdict != Verdict.ACCEPTED) {
            return verdict;
          }
        }
      }
      stage = Stage.TRANSFORM;
      expression = "filter";
      if (!filter.isEmpty() && !filter.get(0).holds(decoded, false)) {
        return Verdict.FILTERED;
      }
      expression = "select";
      if (!select.isEmpty()) {
        select.get(0).project(decoded, output);
      }
      return Verdict.ACCEPTED;
    } catch (ArithmeticException | IllegalArgumentException | java.time.DateTimeException e) {
      return expressionFailed(stage, expression, e);
    } catch (RuntimeException e) {
      if (e instanceof org.apache.spark.SparkThrowable) {
        return expressionFailed(stage, expression, e);
      }
      throw e;
    }
  }

  private Verdict failed(Check check, RawRecord record) {
    return switch (check.onFail()) {
      case REJECT ->
          new Rejection(Stage.CHECK, check.name(), "check \"" + check.name() + "\" is not true");
      case WARN -> {
        warned = true;
        yield Verdict.ACCEPTED;
      }
      case STOP ->
          throw new AzudException(
              ErrorCode.CHECK_STOPPED,
              "check \""
                  + check.name()
                  + "\" is not true for the record at partition "
                  + record.partition()
                  + ", offset "
                  + record.offset()
                  + ", and says onFail: stop; correct the source, or change the check to reject or warn");
    };
  }

  /**
   * Spark's error class names the kind of failure; its message may quote values and is left out.
   */
  private static Verdict expressionFailed(Stage stage, String expression, RuntimeException e) {
    String kind =
        e instanceof org.apache.spark.SparkThrowable spark && spark.getCondition() != null
            ? spark.getCondition()
            : e.getClass().getSimpleName();
    String rule = stage == Stage.CHECK ? expression : "expression_failed";
    return new Rejection(stage, rule, "\"" + expression + "\" cannot be evaluated: " + kind);
  }
}
