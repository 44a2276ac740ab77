// SPDX-License-Identifier: Apache-2.0
/** The checks, one class each. */
package io.azud.server.incident.diagnosis.check;
