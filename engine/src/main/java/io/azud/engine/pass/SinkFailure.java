// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.pass;

import io.azud.error.ErrorCode;
import java.io.Serializable;

/**
 * Why a sink, or a whole slice, got nothing.
 *
 * @param sink empty when no sink could get anything: the source, the ledger or the records
 *     themselves are the reason
 */
public record SinkFailure(String sink, ErrorCode code, String message) implements Serializable {}
