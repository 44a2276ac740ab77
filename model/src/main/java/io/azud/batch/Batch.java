// SPDX-License-Identifier: Apache-2.0
package io.azud.batch;

import io.azud.position.Slice;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * One range of a pipeline, to be worked through once.
 *
 * @param id derives from the pipeline and the range: a rerun of the same range has the same id
 * @param epoch of the instance that works on it; sinks refuse an older one
 * @param configHash of the definition that it is worked through with
 * @param slices at most one for a source partition, ordered by partition
 */
public record Batch(String id, String pipeline, long epoch, String configHash, List<Slice> slices)
    implements Serializable {

  public Batch {
    slices = slices.stream().sorted(Comparator.comparingInt(Slice::partition)).toList();
    if (slices.stream().map(Slice::partition).distinct().count() != slices.size()) {
      throw new IllegalArgumentException("two slices of one partition in a batch: " + slices);
    }
  }

  public static Batch of(String pipeline, long epoch, String configHash, List<Slice> slices) {
    Batch unnamed = new Batch("", pipeline, epoch, configHash, slices);
    return new Batch(idOf(pipeline, unnamed.slices), pipeline, epoch, configHash, unnamed.slices);
  }

  /** This batch with only the given slices; it keeps its id. */
  public Batch only(List<Slice> some) {
    return new Batch(id, pipeline, epoch, configHash, some);
  }

  private static String idOf(String pipeline, List<Slice> slices) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((pipeline + slices).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
