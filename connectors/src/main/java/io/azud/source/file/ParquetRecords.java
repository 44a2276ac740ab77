// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.LocalInputFile;

/** The rows of a Parquet file, each as one JSON object. */
final class ParquetRecords implements FileRecords {

  private final ParquetReader<Group> reader;
  private final ParquetJson json = new ParquetJson();

  ParquetRecords(Path path) throws IOException {
    this.reader = new Rows(path).build();
  }

  @Override
  public byte[] next() throws IOException {
    Group row = reader.read();
    return row == null ? null : json.render(row);
  }

  @Override
  public List<String> fields() {
    return List.of();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static final class Rows extends ParquetReader.Builder<Group> {
    Rows(Path path) {
      super(new LocalInputFile(path), new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
