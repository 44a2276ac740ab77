// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.catalog.LakeFiles;
import io.azud.environment.Environment;
import io.azud.pipeline.Column;
import io.azud.position.Slice;
import io.azud.spi.SliceWriter;
import io.azud.spi.SliceWriterFactory;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.encryption.PlaintextEncryptionManager;

/** Opens writers of Parquet files that no table refers to. */
final class StagedWriters implements SliceWriterFactory {
  private static final long serialVersionUID = 1L;
  private static final Map<String, String> PROPERTIES =
      Map.of(
          TableProperties.PARQUET_COMPRESSION,
          "zstd",
          TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES,
          Long.toString(Limits.ROW_GROUP_BYTES),
          TableProperties.DEFAULT_WRITE_METRICS_MODE,
          "none");

  private final Environment environment;
  private final String directory;
  private final List<Column> columns;
  private final String batch;

  StagedWriters(Environment environment, String directory, List<Column> columns, String batch) {
    this.environment = environment;
    this.directory = directory;
    this.columns = List.copyOf(columns);
    this.batch = batch;
  }

  @Override
  public SliceWriter open(Slice slice, long attempt) {
    Schema schema = LakeSchema.of(columns);
    FileTarget target =
        new FileTarget(
            schema,
            PartitionSpec.unpartitioned(),
            SortOrder.unsorted(),
            FileFormat.PARQUET,
            PROPERTIES,
            MetricsConfig.from(PROPERTIES, schema, SortOrder.unsorted()),
            PlaintextEncryptionManager.instance(),
            new LakeFiles(environment).open(),
            (partition, name) -> directory + "/" + name);
    String prefix = batch + "-p" + slice.partition() + "-a" + attempt;
    return new LakeSliceWriter(slice, prefix, target, List.of(), environment);
  }
}
