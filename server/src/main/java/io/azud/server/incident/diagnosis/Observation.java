// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.Optional;

/**
 * What a check saw.
 *
 * @param lookedAt an address, a table, a file
 * @param evidence one or more lines, without secrets and record content
 * @param code the error that a pipeline meets with this; empty when nothing is broken or none fits
 */
public record Observation(
    String lookedAt, Judgement judgement, String evidence, Optional<ErrorCode> code) {

  public static Observation ok(String lookedAt, String evidence) {
    return new Observation(lookedAt, Judgement.OK, evidence, Optional.empty());
  }

  public static Observation suspect(String lookedAt, String evidence) {
    return new Observation(lookedAt, Judgement.SUSPECT, evidence, Optional.empty());
  }

  public static Observation unknown(String lookedAt, String evidence) {
    return new Observation(lookedAt, Judgement.UNKNOWN, evidence, Optional.empty());
  }

  public static Observation silent(String lookedAt, String evidence) {
    return new Observation(lookedAt, Judgement.SILENT, evidence, Optional.empty());
  }

  public static Observation broken(String lookedAt, ErrorCode code, String evidence) {
    return new Observation(lookedAt, Judgement.BROKEN, evidence, Optional.of(code));
  }

  public static Observation broken(String lookedAt, AzudException e) {
    return broken(lookedAt, e.code(), e.getMessage());
  }
}
