// SPDX-License-Identifier: Apache-2.0
/** The level-1 procedure: diagnose, resolve, document, escalate, and who runs it when. */
package io.azud.server.incident.procedure;
