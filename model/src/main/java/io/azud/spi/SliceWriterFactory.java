// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import io.azud.position.Slice;
import java.io.Serializable;

/** Opens writers where the work is done: it is serialised to Spark's executors. */
public interface SliceWriterFactory extends Serializable {

  /**
   * @param attempt tells apart the tries of one slice, so that their files have different names
   */
  SliceWriter open(Slice slice, long attempt);
}
