// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;

/**
 * What a table knows of a pipeline, kept in one table property: it outlives the expiry of
 * snapshots.
 *
 * @param epoch of the instance that moved it last
 * @param batch that was committed last; empty before the first
 * @param snapshot that the last move made; -1 before the first
 * @param sequence the sequence number of that snapshot
 * @param next the next position for each source partition
 */
record LakeState(long epoch, String batch, long snapshot, long sequence, Map<Integer, Long> next) {
  static final LakeState NONE = new LakeState(0, "", -1, 0, Map.of());

  private static final String PREFIX = "azud.";
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  LakeState {
    next = Map.copyOf(next);
  }

  static String property(String pipeline) {
    return PREFIX + pipeline;
  }

  /** Whether another pipeline than this one keeps its state in the table. */
  static boolean belongsToAnother(Map<String, String> properties, String pipeline) {
    return properties.keySet().stream().anyMatch(k -> k.startsWith(PREFIX))
        && !properties.containsKey(property(pipeline));
  }

  static LakeState of(Map<String, String> properties, String pipeline) {
    String text = properties.get(property(pipeline));
    return text == null ? NONE : parse(property(pipeline), text);
  }

  /** The same state, made by this snapshot. */
  LakeState at(Snapshot made) {
    return new LakeState(epoch, batch, made.snapshotId(), made.sequenceNumber(), next);
  }

  String toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("v", FORMAT)
        .put("epoch", epoch)
        .put("batch", batch)
        .put("snapshot", snapshot)
        .put("sequence", sequence)
        .set("next", JSON.valueToTree(new TreeMap<>(next)));
    return node.toString();
  }

  private static LakeState parse(String property, String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node.path("v").asInt() != FORMAT) {
        throw new AzudException(
            ErrorCode.RUNTIME_UNSUPPORTED,
            "the table property "
                + property
                + " was written by another version of Azud: run that version");
      }
      Map<Integer, Long> next = new TreeMap<>();
      node.required("next")
          .properties()
          .forEach(e -> next.put(Integer.valueOf(e.getKey()), e.getValue().longValue()));
      return new LakeState(
          node.required("epoch").longValue(),
          node.required("batch").textValue(),
          node.required("snapshot").longValue(),
          node.required("sequence").longValue(),
          next);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new AzudException(
          ErrorCode.SINK_HISTORY_CHANGED,
          "the table property " + property + " is not what Azud has written: restore it",
          e);
    }
  }
}
