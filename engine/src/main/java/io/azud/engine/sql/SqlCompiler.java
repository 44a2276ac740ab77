// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.sql;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Check;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.Transform.Mask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.types.StructField;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Turns a pipeline's Spark SQL into expressions that are evaluated record by record inside the
 * tasks.
 *
 * <p>Spark analyses and optimises the text once, on the driver; what remains is a chain of
 * projections over the contract's columns. Anything that is not decided by one record alone
 * (aggregates, windows, subqueries, the clock, random numbers) is refused: the same range must
 * always give the same rows.
 */
public final class SqlCompiler {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final SparkSession spark;
  private final Pipeline pipeline;

  public SqlCompiler(SparkSession spark, Pipeline pipeline) {
    this.spark = spark;
    this.pipeline = pipeline;
  }

  /** Whether a pipeline declares any SQL at all. */
  public static boolean isNeededFor(Pipeline pipeline) {
    return !pipeline.checks().isEmpty()
        || !pipeline.transform().filter().isEmpty()
        || !pipeline.transform().select().isEmpty();
  }

  /**
   * @throws AzudException {@code PIPELINE_INVALID} with the expression's place and Spark's reason
   */
  public CompiledSql compile() {
    List<Projection> checks = new ArrayList<>();
    for (Check check : pipeline.checks()) {
      String place = "checks \"" + check.name() + "\"";
      checks.add(condition(place, check.expression()));
    }
    List<Projection> filter =
        pipeline.transform().filter().isEmpty()
            ? List.of()
            : List.of(condition("transform.filter", pipeline.transform().filter()));
    if (pipeline.transform().select().isEmpty()) {
      return new CompiledSql(checks, filter, List.of(), pipeline.columns());
    }
    Dataset<Row> selected = analyse("transform.select", pipeline.transform().select());
    Projection select = projection("transform.select", selected);
    List<Column> output = outputColumns(selected, select);
    requireMasked(output);
    return new CompiledSql(
        checks, filter, select.steps().isEmpty() ? List.of() : List.of(select), output);
  }

  private Projection condition(String place, String expression) {
    Dataset<Row> selected = analyse(place, List.of(expression));
    if (selected.schema().length() != 1
        || !selected.schema().apply(0).dataType().typeName().equals("boolean")) {
      throw invalid(
          place,
          "must be one condition that is true or false, not " + selected.schema().simpleString());
    }
    return projection(place, selected);
  }

  private Dataset<Row> analyse(String place, List<String> expressions) {
    Dataset<Row> contract =
        spark.createDataFrame(
            JavaSparkContext.fromSparkContext(spark.sparkContext()).<Row>emptyRDD(),
            SparkTypes.schemaOf(pipeline.columns()));
    try {
      return contract.selectExpr(expressions.toArray(String[]::new));
    } catch (
        Exception e) { // AnalysisException is checked in Scala only: javac does not know that it is
      // thrown
      if (e instanceof AnalysisException || e.getClass().getName().startsWith("org.apache.spark")) {
        throw invalid(place, SparkMessage.firstSentence(e));
      }
      throw e;
    }
  }

  private Projection projection(String place, Dataset<Row> selected) {
    LogicalPlan analysed = selected.queryExecution().analyzed();
    refuseWhatOneRecordDoesNotDecide(place, analysed);
    List<List<Expression>> steps = new ArrayList<>();
    LogicalPlan plan = selected.queryExecution().optimizedPlan();
    while (plan instanceof Project project) {
      steps.add(0, bind(project));
      plan = project.child();
    }
    if (!CollectionConverters.asJava(plan.children()).isEmpty()) {
      throw invalid(
          place,
          "must be decided by one record alone: no aggregates, windows, generators or subqueries");
    }
    return new Projection(steps);
  }

  private static List<Expression> bind(Project project) {
    AttributeBinder binder =
        new AttributeBinder(CollectionConverters.asJava(project.child().output()));
    List<Expression> bound = new ArrayList<>();
    for (NamedExpression named : CollectionConverters.asJava(project.projectList())) {
      Expression expression = (Expression) named;
      while (expression instanceof Alias alias) {
        expression = alias.child();
      }
      bound.add(expression.transform(binder));
    }
    return bound;
  }

  private static void refuseWhatOneRecordDoesNotDecide(String place, LogicalPlan analysed) {
    for (Expression expression : CollectionConverters.asJava(analysed.expressions())) {
      if (!expression.deterministic() || looksElsewhere(expression)) {
        throw invalid(
            place,
            "must give the same result whenever it runs: no clock, no random numbers, no subqueries");
      }
    }
  }

  private static boolean looksElsewhere(TreeNode<?> node) {
    if (node instanceof CurrentTimestampLike
        || node instanceof CurrentDate
        || node instanceof PlanExpression) {
      return true;
    }
    return CollectionConverters.asJava(node.children()).stream()
        .anyMatch(child -> looksElsewhere((TreeNode<?>) child));
  }

  private List<Column> outputColumns(Dataset<Row> selected, Projection select) {
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    StructField[] fields = selected.schema().fields();
    for (int i = 0; i < fields.length; i++) {
      String name = fields[i].name();
      int source = select.inputIndex(i);
      if (!NAME.matcher(name).matches()) {
        throw invalid(
            "transform.select",
            "gives a column the name \"" + name + "\"; name it in lower case: … AS my_name");
      }
      if (name.startsWith("azud_") && !isUnknownFields(name, source)) {
        throw invalid(
            "transform.select",
            "gives a column the name \"" + name + "\": names that begin with azud_ are Azud's own");
      }
      if (!names.add(name)) {
        throw invalid("transform.select", "gives two columns the name \"" + name + "\"");
      }
      columns.add(
          source >= 0
              ? renamed(pipeline.columns().get(source), name)
              : Column.optional(name, SparkTypes.columnType(name, fields[i].dataType())));
    }
    return columns;
  }

  /**
   * The column of the fields that the contract does not name keeps its name, and no other has it.
   */
  private boolean isUnknownFields(String name, int source) {
    return source >= 0
        && name.equals(Pipeline.UNKNOWN_COLUMN)
        && pipeline.columns().get(source).name().equals(name);
  }

  private static Column renamed(Column column, String name) {
    return new Column(name, column.type(), column.required(), Column.Rules.NONE);
  }

  /** A mask whose column is not there would hide nothing, and nobody would notice. */
  private void requireMasked(List<Column> output) {
    for (Mask mask : pipeline.transform().masks()) {
      Column masked =
          output.stream()
              .filter(column -> column.name().equals(mask.column()))
              .findFirst()
              .orElseThrow(
                  () -> invalid("transform.mask", "select gives no column " + mask.column()));
      if (masked.type() != DataType.Simple.STRING) {
        throw invalid("transform.mask", mask.column() + " is not a string: it cannot be masked");
      }
    }
  }

  private static AzudException invalid(String place, String reason) {
    return new AzudException(ErrorCode.PIPELINE_INVALID, place + ": " + reason);
  }
}
