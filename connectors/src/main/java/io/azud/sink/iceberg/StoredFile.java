// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.apache.iceberg.ContentFileParser;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.util.JsonUtil;

/**
 * A finished data file, as a receipt carries it.
 *
 * @param span the lineage of its rows
 * @param sorted whether its rows stand in another order than that of their lineage
 * @param schema of the file, as JSON
 * @param entry the file as Iceberg's manifests describe it, as JSON
 */
record StoredFile(
    String path,
    FileFormat format,
    long bytes,
    long rows,
    Span span,
    boolean sorted,
    String schema,
    String entry) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static StoredFile of(
      DataFile file, PartitionSpec spec, Schema schema, Span span, boolean sorted) {
    return new StoredFile(
        file.location(),
        file.format(),
        file.fileSizeInBytes(),
        file.recordCount(),
        span,
        sorted,
        SchemaParser.toJson(schema),
        ContentFileParser.toJson(file, spec));
  }

  DataFile dataFile(Map<Integer, PartitionSpec> specs) {
    return (DataFile) JsonUtil.parse(entry, node -> ContentFileParser.fromJson(node, specs));
  }

  Schema fileSchema() {
    return SchemaParser.fromJson(schema);
  }

  String toJson() {
    try {
      ObjectNode node = JSON.createObjectNode();
      node.put("path", path).put("format", format.name()).put("bytes", bytes).put("rows", rows);
      node.putArray("span")
          .add(span.firstPartition())
          .add(span.firstOffset())
          .add(span.lastPartition())
          .add(span.lastOffset());
      node.put("sorted", sorted);
      node.set("schema", JSON.readTree(schema));
      node.set("entry", JSON.readTree(entry));
      return node.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Iceberg's own JSON cannot be read", e);
    }
  }

  static StoredFile fromJson(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      JsonNode span = node.required("span");
      return new StoredFile(
          node.required("path").textValue(),
          FileFormat.valueOf(node.required("format").textValue()),
          node.required("bytes").longValue(),
          node.required("rows").longValue(),
          new Span(
              span.get(0).intValue(),
              span.get(1).longValue(),
              span.get(2).intValue(),
              span.get(3).longValue()),
          node.required("sorted").booleanValue(),
          node.required("schema").toString(),
          node.required("entry").toString());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a receipt of the lake", e);
    }
  }
}
