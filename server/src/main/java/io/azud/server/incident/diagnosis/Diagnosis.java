// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis;

import io.azud.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What all checks of an incident found, in their order: from the outside in, so that the first that
 * is broken explains the others.
 *
 * @param incidentCode the code that was reported
 */
public record Diagnosis(String incidentCode, List<Finding> findings) {

  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /**
   * The broken thing that explains the most: one that gives the reported code, else the first. What
   * gives no answer at all counts when nothing is broken.
   */
  public Optional<Finding> culprit() {
    return broken()
        .filter(
            finding -> finding.saw().code().map(ErrorCode::name).equals(Optional.of(incidentCode)))
        .findFirst()
        .or(() -> broken().findFirst())
        .or(() -> with(Judgement.SILENT).stream().findFirst());
  }

  /** Whether a check has found this to be wrong. */
  public boolean found(ErrorCode code) {
    return broken().anyMatch(finding -> finding.saw().code().equals(Optional.of(code)));
  }

  private Stream<Finding> broken() {
    return findings.stream().filter(Finding::isBroken);
  }

  public List<Finding> with(Judgement judgement) {
    return findings.stream().filter(finding -> finding.saw().judgement() == judgement).toList();
  }

  /** The code of the culprit, when it has one. */
  public Optional<ErrorCode> code() {
    return culprit().flatMap(finding -> finding.saw().code());
  }

  /** One sentence. */
  public String summary() {
    String counts =
        with(Judgement.OK).size()
            + " checks ok, "
            + with(Judgement.SUSPECT).size()
            + " suspect, "
            + with(Judgement.BROKEN).size()
            + " broken, "
            + with(Judgement.UNKNOWN).size()
            + " unknown, "
            + with(Judgement.SILENT).size()
            + " silent";
    return culprit()
        .map(
            finding ->
                finding.check()
                    + " is "
                    + finding.saw().judgement().id()
                    + ": "
                    + firstLine(finding)
                    + " ("
                    + counts
                    + ")")
        .orElse("nothing is broken now (" + counts + ")");
  }

  private static String firstLine(Finding finding) {
    return finding.saw().evidence().lines().findFirst().orElse("");
  }

  /** As it is stored and printed: plain values. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("summary", summary());
    json.put("culprit", culprit().map(Finding::check).orElse(""));
    json.put("code", code().map(ErrorCode::name).orElse(""));
    json.put("findings", findings.stream().map(Finding::json).toList());
    return json;
  }
}
