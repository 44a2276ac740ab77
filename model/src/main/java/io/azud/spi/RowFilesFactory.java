// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.environment.Environment;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import java.util.List;

/** Makes the {@link RowFiles} of an environment; found by {@link java.util.ServiceLoader}. */
public interface RowFilesFactory {

  /**
   * @param columns what the transform gives, without the lineage columns
   */
  RowFiles create(Pipeline pipeline, List<Column> columns, Environment environment);
}
