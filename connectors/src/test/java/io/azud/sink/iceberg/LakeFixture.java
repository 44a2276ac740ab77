// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.catalog.Catalogs;
import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.pipeline.Pipeline;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.encryption.EncryptedFiles;
import org.apache.iceberg.formats.FormatModelRegistry;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.DataWriter;

/** A JDBC catalog in a PostgreSQL server of its own, with a warehouse in a temporary directory. */
final class LakeFixture implements AutoCloseable {
  static final String NAMESPACE = "lake";

  private final EmbeddedPostgres postgres;
  private final Path warehouse;

  LakeFixture() {
    try {
      postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      warehouse = Files.createTempDirectory("azud-lake");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return postgres.getPort();
  }

  Path warehouse() {
    return warehouse;
  }

  Environment environment() {
    return environment(port(), warehouse.toUri().toString());
  }

  /** The same catalog at another port. */
  Environment behind(int proxyPort) {
    return environment(proxyPort, warehouse.toUri().toString());
  }

  static Environment environment(int port, String warehouse) {
    Environment.Database none = new Environment.Database("", "", Secret.NONE);
    return new Environment(
        "test",
        Environment.Kafka.NONE,
        new Environment.Spark("local[1]", Map.of()),
        none,
        none,
        new Environment.Store("", "us-east-1", "", Secret.NONE, true),
        new Environment.Catalog(
            "jdbc",
            "azud",
            "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
            "postgres",
            Secret.of("postgres"),
            warehouse,
            NAMESPACE,
            // Statements keep their text on the wire, where the proxy looks for it.
            Map.of("jdbc.prepareThreshold", Secret.of("0"))),
        "");
  }

  static TableIdentifier table(Pipeline pipeline) {
    return TableIdentifier.of(NAMESPACE, pipeline.lake().get(0).table());
  }

  /** Does something with a table, by a catalog of its own. */
  <T> T with(Pipeline pipeline, Function<Table, T> act) {
    Catalog catalog = Catalogs.open(environment());
    try {
      return act.apply(catalog.loadTable(table(pipeline)));
    } finally {
      Catalogs.close(catalog);
    }
  }

  /** All rows, read by Iceberg's generic reader. */
  List<Record> rows(Pipeline pipeline) {
    return with(pipeline, LakeFixture::rowsOf);
  }

  static List<Record> rowsOf(Table table) {
    List<Record> rows = new ArrayList<>();
    try (CloseableIterable<Record> all = IcebergGenerics.read(table).build()) {
      all.forEach(row -> rows.add(row.copy()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** What another program adds to a table: one row of that lineage, in a file of its own. */
  void appendForeign(Pipeline pipeline, int partition, long offset) {
    with(
        pipeline,
        table -> {
          table.newAppend().appendFile(foreignFile(table, partition, offset)).commit();
          return null;
        });
  }

  static DataFile foreignFile(Table table, int partition, long offset) {
    Schema schema = table.schema();
    GenericRecord row = GenericRecord.create(schema);
    schema
        .columns()
        .forEach(
            field -> {
              if (field.isRequired()
                  && field.type() == org.apache.iceberg.types.Types.LongType.get()) {
                row.setField(field.name(), -1L);
              }
            });
    row.setField(LakeSchema.PARTITION, partition);
    row.setField(LakeSchema.OFFSET, offset);
    String path =
        table.locationProvider().newDataLocation("foreign-" + UUID.randomUUID() + ".parquet");
    try {
      DataWriter<Record> writer =
          FormatModelRegistry.<Record, Schema>dataWriteBuilder(
                  FileFormat.PARQUET,
                  Record.class,
                  EncryptedFiles.plainAsEncryptedOutput(table.io().newOutputFile(path)))
              .schema(schema)
              .spec(PartitionSpec.unpartitioned())
              .build();
      try (writer) {
        writer.write(row);
      }
      return writer.toDataFile();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      postgres.close();
      try (Stream<Path> files = Files.walk(warehouse)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
