// SPDX-License-Identifier: Apache-2.0
/** What may be shown and sent of what was gathered, and how it is packed. */
package io.azud.server.incident.evidence;
