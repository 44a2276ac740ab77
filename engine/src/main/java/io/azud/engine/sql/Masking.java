// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.sql;

import io.azud.pipeline.Column;
import io.azud.pipeline.Transform.Mask;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.unsafe.types.UTF8String;

/** Hides the values of masked columns. Belongs to one thread. */
public final class Masking {
  private static final UTF8String REDACTED = UTF8String.fromString("***");

  private final List<ColumnMask> masks = new ArrayList<>();

  private record ColumnMask(int index, Mac mac) {}

  public Masking(List<Mask> declared, List<Column> output) {
    for (Mask mask : declared) {
      for (int i = 0; i < output.size(); i++) {
        if (output.get(i).name().equals(mask.column())) {
          masks.add(new ColumnMask(i, macOf(mask)));
        }
      }
    }
  }

  private static Mac macOf(Mask mask) {
    if (mask.with() == Mask.Method.REDACT) {
      return null;
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(mask.key().reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  public void apply(Object[] row) {
    for (ColumnMask mask : masks) {
      if (row[mask.index] instanceof UTF8String value) {
        row[mask.index] =
            mask.mac == null
                ? REDACTED
                : UTF8String.fromString(
                    HexFormat.of().formatHex(mask.mac.doFinal(value.getBytes())));
      }
    }
  }
}
