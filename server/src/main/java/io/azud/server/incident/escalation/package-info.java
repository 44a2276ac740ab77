// SPDX-License-Identifier: Apache-2.0
/** Tells people and systems beyond level 1 of what could not be resolved here. */
package io.azud.server.incident.escalation;
