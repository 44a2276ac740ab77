// SPDX-License-Identifier: Apache-2.0
/** What the log said: found again in files or in the store that a shipper brought it to. */
package io.azud.engine.log.read;
