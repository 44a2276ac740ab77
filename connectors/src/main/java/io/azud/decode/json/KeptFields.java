// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.decode.Limits;
import java.io.ByteArrayOutputStream;
import org.apache.spark.unsafe.types.UTF8String;

/** Collects a record's unknown fields as one JSON object, each as it was sent. */
final class KeptFields implements UnknownField {
  private ByteArrayOutputStream fields = new ByteArrayOutputStream();

  /** Starts the next record. */
  void clear() {
    if (fields.size() > Limits.KEPT_BUFFER_BYTES) {
      fields = new ByteArrayOutputStream();
    }
    fields.reset();
  }

  @Override
  public void accept(JsonInput in, int keyStart) {
    AnyValue.skip(in);
    fields.write(fields.size() == 0 ? '{' : ',');
    fields.writeBytes(in.copy(keyStart, in.position()));
  }

  /** The object; null when there was no unknown field. */
  UTF8String take() {
    if (fields.size() == 0) {
      return null;
    }
    fields.write('}');
    return UTF8String.fromBytes(fields.toByteArray());
  }
}
