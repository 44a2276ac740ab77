// SPDX-License-Identifier: Apache-2.0
/** Derives the metrics of all pipelines from ledger, sources and stores, in the background. */
package io.azud.server.metrics;
