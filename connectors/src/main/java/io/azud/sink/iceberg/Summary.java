// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import io.azud.batch.Batch;
import io.azud.batch.Counts;
import io.azud.position.Slice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;

/**
 * What a snapshot's summary says of the batch that it added, for people and for finding a batch
 * again.
 */
final class Summary {
  private static final String PIPELINE = "azud.pipeline";
  private static final String BATCH = "azud.batch";
  private static final String EPOCH = "azud.epoch";
  private static final String START = "azud.start";
  private static final String END = "azud.end";

  /** Summaries stay in the table's metadata: longer vectors are given by their digest. */
  private static final int LONGEST_VECTOR = 64;

  private Summary() {}

  static Map<String, String> of(Batch batch, Counts counts) {
    Map<String, String> summary = of(batch.pipeline(), batch.epoch());
    summary.put(BATCH, batch.id());
    summary.put(START, vector(batch.slices(), Slice::start));
    summary.put(END, vector(batch.slices(), Slice::end));
    summary.put("azud.read", Long.toString(counts.read()));
    summary.put("azud.accepted", Long.toString(counts.accepted()));
    summary.put("azud.rejected", Long.toString(counts.rejected()));
    summary.put("azud.filtered", Long.toString(counts.filtered()));
    return summary;
  }

  static Map<String, String> of(String pipeline, long epoch) {
    Map<String, String> summary = new LinkedHashMap<>();
    summary.put(PIPELINE, pipeline);
    summary.put(EPOCH, Long.toString(epoch));
    return summary;
  }

  /** Whether the snapshot was made by committing exactly these slices of this batch. */
  static boolean speaksOf(Snapshot snapshot, Batch batch) {
    Map<String, String> summary = snapshot.summary();
    return batch.id().equals(summary.get(BATCH))
        && batch.pipeline().equals(summary.get(PIPELINE))
        && vector(batch.slices(), Slice::start).equals(summary.get(START))
        && vector(batch.slices(), Slice::end).equals(summary.get(END));
  }

  /** The batch of this pipeline that the snapshot added rows of. */
  static Optional<String> batchOf(Snapshot snapshot, String pipeline) {
    Map<String, String> summary = snapshot.summary();
    return pipeline.equals(summary.get(PIPELINE))
        ? Optional.ofNullable(summary.get(BATCH))
        : Optional.empty();
  }

  private static String vector(List<Slice> slices, ToLongFunction<Slice> position) {
    String text =
        slices.stream()
            .map(slice -> "\"" + slice.partition() + "\":" + position.applyAsLong(slice))
            .collect(Collectors.joining(",", "{", "}"));
    return slices.size() <= LONGEST_VECTOR ? text : "sha256:" + digest(text);
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
