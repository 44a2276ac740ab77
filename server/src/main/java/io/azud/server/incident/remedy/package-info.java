// SPDX-License-Identifier: Apache-2.0
/** The safe remedies: what each does, when it may be applied, and whether it helped. */
package io.azud.server.incident.remedy;
