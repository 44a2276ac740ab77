// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.escalation;

import io.azud.server.incident.Incident;
import java.nio.file.Path;

/**
 * What is sent.
 *
 * @param key the same for each try of the same escalation, so that a receiver can fold them
 * @param subject one line
 * @param document Markdown, without secrets
 * @param bundle the file with the evidence, on this machine
 */
public record Dispatch(
    String key, Incident incident, String subject, String document, Path bundle) {}
