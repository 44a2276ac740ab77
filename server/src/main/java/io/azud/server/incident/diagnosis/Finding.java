// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis;

import io.azud.error.ErrorCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one check found.
 *
 * @param check its name
 */
public record Finding(String check, String question, Observation saw, Duration took) {

  public boolean isBroken() {
    return saw.judgement() == Judgement.BROKEN;
  }

  /** As it is stored and printed: plain values. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("check", check);
    json.put("question", question);
    json.put("lookedAt", saw.lookedAt());
    json.put("finding", saw.judgement().id());
    json.put("code", saw.code().map(ErrorCode::name).orElse(""));
    json.put("evidence", saw.evidence());
    json.put("millis", took.toMillis());
    return json;
  }
}
