// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.position.Slice;
import java.io.Serializable;

/** Opens slices where the work is done: it is serialised to Spark's executors. */
public interface SliceReader extends Serializable {

  RecordCursor open(Slice slice);
}
