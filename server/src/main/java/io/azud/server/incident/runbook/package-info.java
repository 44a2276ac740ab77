// SPDX-License-Identifier: Apache-2.0
/** The runbook's generated parts. */
package io.azud.server.incident.runbook;
