// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.run;

import io.azud.batch.Counts;
import java.time.Duration;

/**
 * What a run did.
 *
 * @param counts over all passes, as the sinks that stood foremost got them
 */
public record RunReport(long epoch, int passes, Counts counts, Duration took) {}
