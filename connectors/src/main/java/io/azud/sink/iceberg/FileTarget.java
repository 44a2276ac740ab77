// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.encryption.EncryptedOutputFile;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * Where data files go and what they look like.
 *
 * @param schema the columns of a row, in their order, the two lineage columns last
 * @param sort the order of rows in a file; unsorted for the order in which they come
 * @param io belongs to whoever made this
 */
record FileTarget(
    Schema schema,
    PartitionSpec spec,
    SortOrder sort,
    FileFormat format,
    Map<String, String> properties,
    MetricsConfig metrics,
    EncryptionManager encryption,
    FileIO io,
    Locations locations) {

  /** Gives files their places. */
  @FunctionalInterface
  interface Locations {
    /**
     * @param partition {@code null} when the rows are not partitioned
     */
    String of(StructLike partition, String fileName);
  }

  StructType rowType() {
    return SparkSchemaUtil.convert(schema);
  }

  DataWriter<InternalRow> open(StructLike partition, String fileName) {
    String location = locations.of(partition, format.addExtension(fileName));
    EncryptedOutputFile out = encryption.encrypt(io.newOutputFile(location));
    try {
      return FormatModelRegistry.<InternalRow, StructType>dataWriteBuilder(
              format, InternalRow.class, out)
          .schema(schema)
          .engineSchema(rowType())
          .setAll(properties)
          .metricsConfig(metrics)
          .keyMetadata(out.keyMetadata())
          .spec(spec)
          .partition(partition)
          .sortOrder(sort)
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
