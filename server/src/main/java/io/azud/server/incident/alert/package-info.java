// SPDX-License-Identifier: Apache-2.0
/** Alerts that monitoring systems send become incidents. */
package io.azud.server.incident.alert;
