// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.runtime.AbstractPartialFunction;

/** Replaces attributes by their position in the input row. */
final class AttributeBinder extends AbstractPartialFunction<Expression, Expression> {
  private final List<Attribute> input;

  AttributeBinder(List<Attribute> input) {
    this.input = input;
  }

  @Override
  public boolean isDefinedAt(Expression expression) {
    return expression instanceof AttributeReference;
  }

  @Override
  public Expression apply(Expression expression) {
    AttributeReference attribute = (AttributeReference) expression;
    for (int i = 0; i < input.size(); i++) {
      if (input.get(i).exprId().equals(attribute.exprId())) {
        return new BoundReference(i, attribute.dataType(), true);
      }
    }
    throw new IllegalStateException("no input column for " + attribute.name());
  }
}
