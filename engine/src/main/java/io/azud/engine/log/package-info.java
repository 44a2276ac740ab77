// SPDX-License-Identifier: Apache-2.0
/** What the log says of a pipeline's work: events with labels, never a record's content. */
package io.azud.engine.log;
