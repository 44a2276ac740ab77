// SPDX-License-Identifier: Apache-2.0
/**
 * Incidents, level 1: what went wrong is detected, diagnosed, treated with the safe remedy of its
 * code, documented, and escalated with the evidence.
 */
package io.azud.server.incident;
