// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * Writes a Parquet row as a JSON object: structs as objects, lists as arrays, maps as objects,
 * fields without a value left out. Follows the <a
 * href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#nested-types">rules
 * for nested types</a>, the backward-compatible ones too.
 */
final class ParquetJson {

  private final JsonBytes out = new JsonBytes();

  byte[] render(Group row) throws RecordTooLargeException {
    out.clear();
    struct(row);
    if (out.length() > FileRecords.MAX_RECORD_BYTES) {
      throw new RecordTooLargeException();
    }
    return out.copy();
  }

  private void struct(Group group) {
    GroupType type = group.getType();
    out.raw('{');
    boolean first = true;
    for (int i = 0; i < type.getFieldCount(); i++) {
      int count = group.getFieldRepetitionCount(i);
      Type field = type.getType(i);
      if (count > 0) {
        out.raw(first ? "" : ",").quoted(field.getName()).raw(':');
        first = false;
        if (field.isRepetition(Type.Repetition.REPEATED)) {
          repeated(group, i, count);
        } else {
          value(group, i, 0);
        }
      }
    }
    out.raw('}');
  }

  /** A repeated field that no list surrounds. */
  private void repeated(Group group, int field, int count) {
    out.raw('[');
    for (int k = 0; k < count; k++) {
      out.raw(k == 0 ? "" : ",");
      value(group, field, k);
    }
    out.raw(']');
  }

  private void value(Group group, int field, int index) {
    Type type = group.getType().getType(field);
    if (type.isPrimitive()) {
      ParquetScalar.write(group, field, index, out);
      return;
    }
    Group inner = group.getGroup(field, index);
    if (type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
      list(inner);
    } else if (type.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
        || type.getLogicalTypeAnnotation() instanceof MapKeyValueTypeAnnotation) {
      map(inner);
    } else {
      struct(inner);
    }
  }

  private void list(Group list) {
    boolean wrapped = elementsAreWrapped(list.getType());
    out.raw('[');
    for (int k = 0; k < list.getFieldRepetitionCount(0); k++) {
      out.raw(k == 0 ? "" : ",");
      if (!wrapped) {
        value(list, 0, k);
      } else {
        Group element = list.getGroup(0, k);
        valueOrNull(element, 0);
      }
    }
    out.raw(']');
  }

  /**
   * Whether the repeated group is only there so that elements can be null, or is the element
   * itself.
   */
  private static boolean elementsAreWrapped(GroupType list) {
    Type repeated = list.getType(0);
    if (repeated.isPrimitive() || repeated.asGroupType().getFieldCount() != 1) {
      return false;
    }
    List<String> twoLevelNames = List.of("array", list.getName() + "_tuple");
    return !twoLevelNames.contains(repeated.getName())
        && !repeated.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED);
  }

  private void map(Group map) {
    out.raw('{');
    for (int k = 0; k < map.getFieldRepetitionCount(0); k++) {
      Group entry = map.getGroup(0, k);
      out.raw(k == 0 ? "" : ",");
      out.quoted(ParquetScalar.key(entry)).raw(':');
      if (entry.getType().getFieldCount() > 1) {
        valueOrNull(entry, 1);
      } else {
        out.raw("null");
      }
    }
    out.raw('}');
  }

  private void valueOrNull(Group group, int field) {
    if (group.getFieldRepetitionCount(field) == 0) {
      out.raw("null");
    } else {
      value(group, field, 0);
    }
  }
}
