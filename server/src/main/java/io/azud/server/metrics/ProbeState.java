// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import java.time.Duration;
import java.util.Optional;

/**
 * How a target answered last.
 *
 * @param target {@code platform}, {@code ledger}, {@code source}, the name of a sink, and what is
 *     asked more rarely: {@code dead_letters} and the sinks' tables
 * @param up whether the last question was answered, and in time
 * @param age how old the last answer is; empty before the first
 * @param took how long the last question took, or has been taking
 * @param problem an error code when it is not up, else empty
 * @param message a sentence for a person when it is not up, else empty; no secret in it
 */
public record ProbeState(
    String pipeline,
    String target,
    boolean up,
    Optional<Duration> age,
    Duration took,
    String problem,
    String message) {}
