// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.engine.database.PostgresDatabase;
import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.SourceDefinition;
import io.azud.pipeline.SourceDefinition.Csv;
import io.azud.pipeline.SourceDefinition.Files;
import io.azud.spi.Source;
import io.azud.spi.SourceFactory;

/** Makes sources that read files of a directory or an object store. */
public final class FileSourceFactory implements SourceFactory {

  @Override
  public Class<? extends SourceDefinition> reads() {
    return Files.class;
  }

  @Override
  public Source create(Pipeline pipeline, Environment environment) {
    Files files = (Files) pipeline.source();
    Csv csv = files.format().csv();
    if (csv.delimiter() > 0x7f || csv.quote() > 0x7f || csv.delimiter() == csv.quote()) {
      throw new AzudException(
          ErrorCode.PIPELINE_INVALID,
          "pipeline "
              + pipeline.name()
              + ": the delimiter and the quote of CSV files are two different ASCII characters");
    }
    return new FileSource(
        new FileLocation(files.path(), environment.store()),
        files.format(),
        new FileRegistry(new PostgresDatabase(environment.ledger()), pipeline.name()));
  }
}
