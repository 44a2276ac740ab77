// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.environment.Environment;
import io.azud.pipeline.Column;
import io.azud.pipeline.Pipeline;
import io.azud.spi.RowFiles;
import io.azud.spi.RowFilesFactory;
import java.util.List;

/** Row files in the lake's warehouse. */
public final class LakeRowFilesFactory implements RowFilesFactory {

  @Override
  public RowFiles create(Pipeline pipeline, List<Column> columns, Environment environment) {
    return new LakeRowFiles(pipeline.name(), columns, environment);
  }
}
