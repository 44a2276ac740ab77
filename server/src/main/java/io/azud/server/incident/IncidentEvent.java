// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One line of an incident's timeline.
 *
 * @param id in the order of the timeline
 * @param actor who or what did it: a person's name, {@code azud}, {@code alertmanager}
 * @param message one sentence
 * @param data what belongs to it: findings, a remedy's steps, a bundle's name; a JSON object
 */
public record IncidentEvent(
    long id,
    long incident,
    Instant at,
    EventKind kind,
    String actor,
    String message,
    JsonNode data) {}
