// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.pipeline.Column;
import io.azud.spi.RawRecord;
import io.azud.spi.RowGuard;
import io.azud.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.spark.unsafe.types.UTF8String;

/** Rejects rows whose partition the lake cannot name. */
final class LakeGuard implements RowGuard {
  private static final long serialVersionUID = 1L;

  /** A name in most file systems has at most 255 bytes, a key in S3 has 1,024 in all. */
  private static final int MOST_NAME_BYTES = 255;

  private static final int MOST_PATH_BYTES = 512;

  private final PartitionText[] partitions;

  /** A partition whose name is a text of the row, as it is or cut off. */
  private record PartitionText(int index, int nameBytes, int width)
      implements java.io.Serializable {

    /** How many bytes the directory's name has: what is no plain ASCII is escaped there. */
    int bytes(Object value) {
      if (value instanceof UTF8String text) {
        return nameBytes + escaped(text);
      }
      // Binary is written in base64, and three of its characters are escaped.
      return value instanceof byte[] bytes
          ? nameBytes + 2 * Math.min(bytes.length, width) + 12
          : nameBytes;
    }

    private int escaped(UTF8String text) {
      int length = 0;
      int characters = 0;
      for (int i = 0; i < text.numBytes() && length <= MOST_PATH_BYTES; i++) {
        byte b = text.getByte(i);
        if ((b & 0xc0) != 0x80 && ++characters > width) {
          break;
        }
        length += isPlain(b) ? 1 : 3;
      }
      return length;
    }

    /** What {@link java.net.URLEncoder} leaves as one character. */
    private static boolean isPlain(byte b) {
      return b >= 'a' && b <= 'z'
          || b >= 'A' && b <= 'Z'
          || b >= '0' && b <= '9'
          || b == '.'
          || b == '-'
          || b == '*'
          || b == '_'
          || b == ' ';
    }
  }

  LakeGuard(List<Column> columns, List<String> partitionBy) {
    PartitionSpec spec = Layout.partitioning(partitionBy, LakeSchema.of(columns));
    List<PartitionText> texts = new ArrayList<>();
    for (PartitionField field : spec.fields()) {
      textWidth(field)
          .ifPresent(
              width ->
                  texts.add(
                      new PartitionText(
                          indexOf(columns, spec.schema().findColumnName(field.sourceId())),
                          field.name().length() + 1,
                          width)));
    }
    this.partitions = texts.toArray(PartitionText[]::new);
  }

  /** How many characters of a text the partition shows; empty when it shows something else. */
  private static Optional<Integer> textWidth(PartitionField field) {
    String transform = field.transform().toString();
    if (transform.equals("identity")) {
      return Optional.of(Integer.MAX_VALUE);
    }
    return transform.startsWith("truncate[")
        ? Optional.of(Integer.parseInt(transform.substring(9, transform.length() - 1)))
        : Optional.empty();
  }

  private static int indexOf(List<Column> columns, String name) {
    return columns.stream().map(Column::name).toList().indexOf(name);
  }

  @Override
  public Verdict check(Object[] row) {
    int path = 0;
    for (PartitionText partition : partitions) {
      int name = partition.bytes(row[partition.index]);
      path += name;
      if (name > MOST_NAME_BYTES || path > MOST_PATH_BYTES) {
        return new Verdict.Rejection(
            Verdict.Stage.STORE,
            "partition_too_long",
            "The lake is partitioned by a text that is too long for the name of a directory.");
      }
    }
    return Verdict.ACCEPTED;
  }

  @Override
  public Verdict checkTombstone(RawRecord tombstone) {
    return Verdict.ACCEPTED;
  }
}
