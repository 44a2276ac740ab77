// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.LakeDefinition;
import io.azud.pipeline.Pipeline;
import io.azud.pipeline.Transform.Mask;
import io.azud.spi.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.ReplaceSortOrder;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;

/** What a pipeline wants its table to be, and the steps that lead there. */
final class TableDesign {
  private final String pipeline;
  private final LakeDefinition lake;
  private final List<Column> columns;
  private final List<Mask> masks;
  private final TableIdentifier name;

  TableDesign(Pipeline pipeline, List<Column> columns, TableIdentifier name) {
    this.pipeline = pipeline.name();
    this.lake = pipeline.lake().get(0);
    this.columns = List.copyOf(columns);
    this.masks = pipeline.transform().masks();
    this.name = name;
  }

  /** One step, in words and as an act. */
  record Step(Change change, Runnable act) {}

  /** The steps that make the table; in this order. */
  List<Step> create(Catalog catalog) {
    Schema schema = LakeSchema.of(columns);
    PartitionSpec spec = Layout.partitioning(lake.partitionBy(), schema);
    SortOrder order = Layout.order(lake.sortBy(), schema);
    List<Step> steps = new ArrayList<>();
    if (catalog instanceof SupportsNamespaces namespaces
        && !namespaces.namespaceExists(name.namespace())) {
      steps.add(step(Ddl.createNamespace(name.namespace()), () -> createNamespace(namespaces)));
    }
    steps.add(
        step(
            Ddl.createTable(name, schema, spec, order, properties()),
            () ->
                catalog
                    .buildTable(name, schema)
                    .withPartitionSpec(spec)
                    .withSortOrder(order)
                    .withProperties(properties())
                    .create()));
    return steps;
  }

  private void createNamespace(SupportsNamespaces namespaces) {
    try {
      namespaces.createNamespace(name.namespace());
    } catch (AlreadyExistsException e) {
      // Another instance was faster; the namespace is what was wanted.
      return;
    }
  }

  /**
   * The steps that make an existing table as declared.
   *
   * @throws AzudException {@code INCOMPATIBLE_CHANGE} when there are none
   */
  List<Step> alter(Table table) {
    refuseStrangers(table);
    Schema declared = LakeSchema.of(columns);
    List<SchemaChange> schema = SchemaChange.between(name, table.schema(), declared);
    refuseOtherLayout(table, declared);
    List<Step> steps = new ArrayList<>();
    for (SchemaChange change : schema) {
      steps.add(
          step(
              change.ddl(),
              () -> {
                UpdateSchema update = table.updateSchema();
                change.act().accept(update);
                update.commit();
              }));
    }
    alterOrder(table, declared, steps);
    alterProperties(table, steps);
    return steps;
  }

  private void refuseStrangers(Table table) {
    if (LakeState.belongsToAnother(table.properties(), pipeline)) {
      throw incompatible("another pipeline writes to it: give each pipeline a table of its own");
    }
    if (table.schema().findField(LakeSchema.OFFSET) == null) {
      throw incompatible("it was not made by Azud: declare another table, or move this one away");
    }
  }

  private void refuseOtherLayout(Table table, Schema declared) {
    PartitionSpec wanted = Layout.partitioning(lake.partitionBy(), declared);
    if (!Layout.same(table.spec(), wanted)) {
      throw incompatible(
          "it is partitioned by ("
              + Layout.describe(table.spec())
              + "), not by ("
              + Layout.describe(wanted)
              + "): declare the former, or another table");
    }
    String format = TableWriters.format(table).name();
    if (!format.equals(lake.format().name())) {
      throw incompatible(
          "its files are "
              + format.toLowerCase(Locale.ROOT)
              + ", not "
              + lake.format().name().toLowerCase(Locale.ROOT)
              + ": declare the former, or another table");
    }
  }

  private void alterOrder(Table table, Schema declared, List<Step> steps) {
    SortOrder wanted = Layout.order(lake.sortBy(), declared);
    if (!Layout.describe(table.sortOrder()).equals(Layout.describe(wanted))) {
      steps.add(
          step(
              Ddl.order(name, wanted),
              () -> {
                ReplaceSortOrder order = table.replaceSortOrder();
                Layout.addTo(order, lake.sortBy());
                order.commit();
              }));
    }
  }

  /**
   * Only what keeps data safe is put back; the rest of an existing table's properties is its
   * owner's.
   */
  private void alterProperties(Table table, List<Step> steps) {
    Map<String, String> missing = statistics();
    missing.entrySet().removeIf(e -> e.getValue().equals(table.properties().get(e.getKey())));
    if (!missing.isEmpty()) {
      steps.add(
          step(
              Ddl.setProperties(name, missing),
              () -> {
                UpdateProperties update = table.updateProperties();
                missing.forEach(update::set);
                update.commit();
              }));
    }
  }

  private Map<String, String> properties() {
    Map<String, String> properties = statistics();
    properties.put(TableProperties.FORMAT_VERSION, "2");
    properties.put(
        TableProperties.DEFAULT_FILE_FORMAT, lake.format().name().toLowerCase(Locale.ROOT));
    switch (lake.format()) {
      case PARQUET -> {
        properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
        properties.put(
            TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, Long.toString(Limits.ROW_GROUP_BYTES));
      }
      case ORC -> properties.put(TableProperties.ORC_COMPRESSION, "zstd");
    }
    properties.put(TableProperties.METADATA_COMPRESSION, "gzip");
    properties.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
    properties.put(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20");
    properties.put(TableProperties.COMMIT_NUM_RETRIES, "10");
    properties.put(TableProperties.COMMIT_MAX_RETRY_WAIT_MS, "2000");
    properties.put(TableProperties.COMMIT_TOTAL_RETRY_TIME_MS, "60000");
    return properties;
  }

  private Map<String, String> statistics() {
    Map<String, String> properties = new HashMap<>();
    for (Mask mask : masks) {
      properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + mask.column(), "none");
      properties.put(TableProperties.PARQUET_COLUMN_STATS_ENABLED_PREFIX + mask.column(), "false");
    }
    for (String column : List.of(LakeSchema.PARTITION, LakeSchema.OFFSET)) {
      properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + column, "full");
    }
    return properties;
  }

  private Step step(String statement, Runnable act) {
    return new Step(new Change("lake " + name, statement), act);
  }

  private AzudException incompatible(String why) {
    return new AzudException(
        ErrorCode.INCOMPATIBLE_CHANGE, "the lake's table " + name + ": " + why);
  }
}
