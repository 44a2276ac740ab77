// SPDX-License-Identifier: Apache-2.0
package io.azud.spi;

import java.util.Map;
import java.util.Optional;

/**
 * Looks at a store and changes nothing there: what can be asked without knowing which columns the
 * pipeline's transform gives, so that no Spark is needed to ask it. {@link #condition()} may take
 * long, and may be asked while another thread asks for the watermarks.
 */
public interface SinkObserver extends AutoCloseable {

  /** {@code lake} or {@code postgres}. */
  String name();

  /** The next position for each partition that was ever written; empty before the first commit. */
  Map<Integer, Long> watermarks();

  /** What the store's keeper looks after; empty as long as the table does not exist. */
  default Optional<StoreCondition> condition() {
    return Optional.empty();
  }

  @Override
  void close();
}
