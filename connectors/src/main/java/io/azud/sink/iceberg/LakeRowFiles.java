// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.batch.Batch;
import io.azud.catalog.LakeFailures;
import io.azud.catalog.LakeFiles;
import io.azud.environment.Environment;
import io.azud.pipeline.Column;
import io.azud.spi.RowFiles;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriterFactory;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.io.FileIO;

/** Rows in Parquet files under {@code _azud_staging} in the warehouse. */
final class LakeRowFiles implements RowFiles {
  private static final String STAGING = "_azud_staging";

  private final Environment environment;
  private final List<Column> columns;
  private final String pipeline;

  LakeRowFiles(String pipeline, List<Column> columns, Environment environment) {
    this.environment = environment;
    this.columns = List.copyOf(columns);
    this.pipeline = pipeline;
  }

  @Override
  public SliceWriterFactory writer(Batch batch) {
    String directory = new LakeFiles(environment).warehouse() + "/" + STAGING + "/" + pipeline;
    return new StagedWriters(environment, directory, columns, batch.id());
  }

  @Override
  public Reader reader() {
    return new StoredRows(environment, namesOf(columns));
  }

  /** Output columns, then the lineage columns. */
  static List<String> namesOf(List<Column> columns) {
    List<String> names = new ArrayList<>(columns.stream().map(Column::name).toList());
    names.add(LakeSchema.PARTITION);
    names.add(LakeSchema.OFFSET);
    return names;
  }

  @Override
  public void discard(List<SliceReceipt> receipts) {
    String ours = "/" + STAGING + "/" + pipeline + "/";
    List<String> paths =
        receipts.stream()
            .flatMap(receipt -> receipt.files().stream())
            .map(file -> StoredFile.fromJson(file).path())
            .filter(path -> path.contains(ours))
            .toList();
    try (FileIO io = new LakeFiles(environment).open()) {
      CatalogUtil.deleteFiles(io, paths, "staged");
    } catch (RuntimeException e) {
      throw LakeFailures.translate("delete staged files", environment, e);
    }
  }

  @Override
  public void close() {}
}
