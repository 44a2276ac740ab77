// SPDX-License-Identifier: Apache-2.0
/** Looks after a pipeline's stores, beside the pipeline. */
package io.azud.engine.maintain;
