// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.engine.spark.SparkRuntime;
import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Check;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;
import io.azud.pipeline.Transform;
import io.azud.pipeline.Transform.Mask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkThrowable;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlCompilerTest {
  private static final List<Column> COLUMNS =
      List.of(
          Column.required("carrier", Simple.STRING),
          Column.optional("delay", Simple.INT),
          Column.optional("at", Simple.TIMESTAMP),
          Column.optional("raw", Simple.JSON));

  private static SparkRuntime spark;

  @BeforeAll
  static void startSpark() {
    spark = new SparkRuntime(new Environment.Spark("local[1]", Map.of()), "test");
  }

  @AfterAll
  static void stopSpark() {
    spark.close();
  }

  @Test
  void passesColumnsThroughAndComputesOthers() {
    CompiledSql sql = compile(List.of("*", "delay > 15 AS late", "lower(carrier) AS code"), "");

    assertThat(sql.output())
        .extracting(Column::name)
        .containsExactly("carrier", "delay", "at", "raw", "late", "code");
    assertThat(sql.output().get(3).type()).isEqualTo(Simple.JSON);
    assertThat(sql.output().get(4).type()).isEqualTo(Simple.BOOLEAN);
    Object[] row = row("UA", 20);
    Object[] output = new Object[6];
    new Evaluator(sql.select().get(0)).project(row, output);
    assertThat(output).containsExactly(row[0], 20, 0L, null, true, UTF8String.fromString("ua"));
  }

  @Test
  void takesAStarForTheContractItself() {
    CompiledSql sql = compile(List.of("*"), "");
    assertThat(sql.select()).isEmpty();
    assertThat(sql.output())
        .isEqualTo(COLUMNS.stream().map(SqlCompilerTest::withoutRules).toList());
  }

  @Test
  void evaluatesBetweenCaseAndNestedExpressions() {
    CompiledSql sql =
        compile(
            List.of(
                "CASE WHEN delay BETWEEN -5 AND 5 THEN 'on time' WHEN delay IS NULL THEN 'unknown' ELSE 'off' END AS s",
                "make_date(2013, 1, delay) AS d",
                "CAST(delay AS DECIMAL(6,2)) / 3 AS third"),
            "");
    Object[] output = new Object[3];
    Evaluator evaluator = new Evaluator(sql.select().get(0));
    evaluator.project(row("UA", 3), output);
    assertThat(output[0]).isEqualTo(UTF8String.fromString("on time"));
    assertThat(output[1]).isEqualTo(15_708);
    assertThat(output[2]).hasToString("1.000000");
    evaluator.project(row("UA", null), output);
    assertThat(output).containsExactly(UTF8String.fromString("unknown"), null, null);
  }

  @Test
  void filtersWhatIsNotTrue() {
    Evaluator filter = new Evaluator(compile(List.of(), "delay > 10").filter().get(0));
    assertThat(filter.holds(row("UA", 11), false)).isTrue();
    assertThat(filter.holds(row("UA", 10), false)).isFalse();
    assertThat(filter.holds(row("UA", null), false)).isFalse();
  }

  @Test
  void failsOnTheRecordThatOverflows() {
    CompiledSql sql = compile(List.of("delay * 2 AS twice"), "");
    Evaluator evaluator = new Evaluator(sql.select().get(0));
    assertThatThrownBy(() -> evaluator.project(row("UA", Integer.MAX_VALUE), new Object[1]))
        .isInstanceOf(SparkThrowable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rand() AS r",
        "current_timestamp() AS now",
        "current_date() AS today",
        "uuid() AS id",
        "count(*) AS n",
        "row_number() OVER (ORDER BY delay) AS n",
        "explode(array(1, 2)) AS n",
        "(SELECT 1) AS one",
        "nosuchcolumn AS x",
        "nosuchfunction(delay) AS x",
        "delay AS Delay2x, delay AS `a b`",
        "INTERVAL 1 DAY AS i",
        "delay AS azud_offset",
        "delay AS azud_unknown"
      })
  void refusesWhatOneRecordDoesNotDecide(String item) {
    AzudException e = catchThrowableOfType(AzudException.class, () -> compile(List.of(item), ""));
    assertThat(e).as(item).isNotNull();
    assertThat(e.code()).isEqualTo(ErrorCode.PIPELINE_INVALID);
    assertThat(e.getMessage()).startsWith("transform.select: ").doesNotContain("\n");
  }

  @Test
  void refusesAMaskThatWouldHideNothing() {
    Mask mask = new Mask("carrier", Mask.Method.REDACT, Secret.NONE);
    Transform transform = new Transform(List.of("upper(carrier) AS code"), "", List.of(mask));
    assertThatThrownBy(
            () -> new SqlCompiler(spark.session(), pipeline(List.of(), transform)).compile())
        .isInstanceOf(AzudException.class)
        .hasMessageContaining("transform.mask: select gives no column carrier");
  }

  @Test
  void namesTheCheckThatIsWrong() {
    AzudException e =
        catchThrowableOfType(
            AzudException.class,
            () ->
                new SqlCompiler(
                        spark.session(),
                        pipeline(
                            List.of(new Check("sane", "delay + 1", Check.OnFail.REJECT)),
                            Transform.NONE))
                    .compile());
    assertThat(e).hasMessageContaining("checks \"sane\"").hasMessageContaining("true or false");
  }

  private static Column withoutRules(Column column) {
    return new Column(column.name(), column.type(), column.required(), Column.Rules.NONE);
  }

  private static CompiledSql compile(List<String> select, String filter) {
    return new SqlCompiler(
            spark.session(), pipeline(List.of(), new Transform(select, filter, List.of())))
        .compile();
  }

  private static Object[] row(String carrier, Integer delay) {
    return new Object[] {UTF8String.fromString(carrier), delay, 0L, null};
  }

  private static Pipeline pipeline(List<Check> checks, Transform transform) {
    return new Pipeline(
        "test",
        new SourceDefinition.KafkaTopic("t", SourceDefinition.Format.JSON, 0, 0, Map.of()),
        COLUMNS,
        Pipeline.UnknownFields.REJECT,
        checks,
        transform,
        List.of(
            new LakeDefinition(
                "t", LakeDefinition.FileFormat.PARQUET, List.of(), List.of(), Duration.ZERO)),
        List.of(),
        Pipeline.DeadLetters.UNLIMITED,
        Pipeline.Schedule.DEFAULT,
        Pipeline.Objectives.NONE,
        "hash");
  }
}
