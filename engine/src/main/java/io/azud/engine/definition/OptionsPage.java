// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ObjectShape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The reference pages of the two files, in Markdown, made from the declarations that read them. */
public final class OptionsPage {
  private OptionsPage() {}

  public static String pipeline() {
    return page("The pipeline file", PipelineShape.SHAPE);
  }

  public static String environment() {
    return page("The environment file", EnvironmentShape.SHAPE);
  }

  private static String page(String title, ObjectShape<?> root) {
    StringBuilder page = new StringBuilder("# ").append(title).append("\n\n");
    page.append(
            "Generated from the code that reads the file. An option that is not listed here is an error. `${env:NAME}` and")
        .append(
            " `${file:path}` stand for the value of a variable or a file; secrets are given only so.\n");
    Map<String, ObjectShape<?>> sections = new LinkedHashMap<>();
    Deque<ObjectShape<?>> waiting = new ArrayDeque<>();
    waiting.add(root);
    while (!waiting.isEmpty()) {
      ObjectShape<?> shape = waiting.poll();
      if (sections.putIfAbsent(shape.name(), shape) == null) {
        shape.fields().forEach(field -> waiting.addAll(field.shape().objects()));
        section(page, shape);
      }
    }
    return page.toString();
  }

  private static void section(StringBuilder page, ObjectShape<?> shape) {
    page.append("\n## ")
        .append(shape.name())
        .append("\n\n")
        .append(shape.description())
        .append("\n\n");
    page.append("| option | type | default | meaning |\n|---|---|---|---|\n");
    for (Field<?> field : shape.fields()) {
      page.append("| `")
          .append(field.name())
          .append("` | ")
          .append(escaped(field.shape().type()))
          .append(" | ");
      page.append(standard(field)).append(" | ").append(escaped(field.description()));
      if (!field.example().isEmpty()) {
        page.append(" Example: `").append(escaped(field.example())).append('`');
      }
      page.append(" |\n");
    }
  }

  private static String standard(Field<?> field) {
    if (field.absence() == Field.Absence.FORBIDDEN) {
      return "required";
    }
    return field.defaultText().isEmpty() ? "" : "`" + escaped(field.defaultText()) + "`";
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|");
  }
}
