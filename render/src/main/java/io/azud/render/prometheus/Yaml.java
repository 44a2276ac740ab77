// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes maps and lists as YAML that people can read; the same value gives the same bytes. */
public final class Yaml {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setIndent(2)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setWidth(400)
          .setSplitLines(false)
          .build();

  private Yaml() {}

  /**
   * @param head comment lines, without their marks
   */
  public static String write(String head, Object value) {
    StringBuilder text = new StringBuilder("# SPDX-License-Identifier: Apache-2.0\n");
    head.lines().forEach(line -> text.append("# ").append(line).append('\n'));
    return text.append(new Dump(SETTINGS).dumpToString(value)).toString();
  }
}
