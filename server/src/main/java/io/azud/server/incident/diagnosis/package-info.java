// SPDX-License-Identifier: Apache-2.0
/** Finds out why: checks that look at one thing each, and gather evidence. */
package io.azud.server.incident.diagnosis;
