// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import io.azud.engine.task.TaskId;
import io.azud.engine.task.TaskOutcome;
import io.azud.environment.Remedy;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.EventKind;
import io.azud.server.incident.Incident;
import io.azud.server.incident.Journal;
import io.azud.server.incident.Origin;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Diagnosis;
import io.azud.server.incident.diagnosis.Diagnostician;
import io.azud.server.incident.diagnosis.Finding;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.diagnosis.check.Checks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Applies the remedies that belong to an incident, one after the other, as often as the policy
 * allows, alone, and looks after each whether it has helped.
 */
public final class Healer {
  /** After this the hold of a healer that has died ends by itself. */
  private static final Duration LONGEST = Duration.ofHours(2);

  private final Diagnostician diagnostician;
  private final Sleeper sleeper;

  public Healer(Diagnostician diagnostician, Sleeper sleeper) {
    this.diagnostician = diagnostician;
    this.sleeper = sleeper;
  }

  /** What would be done first; changes nothing. */
  public Outcome plan(Scene scene, Diagnosis diagnosis) {
    List<Remedy> remedies = Remedies.of(scene.incident(), diagnosis);
    if (remedies.isEmpty()) {
      return withheld(scene, diagnosis);
    }
    Treatment first = Remedies.treatment(remedies.get(0), sleeper);
    return new Outcome.Planned(first.remedy(), first.steps(scene));
  }

  /**
   * Treats the incident.
   *
   * @param hands opened only when there is something to do
   */
  public Outcome treat(
      Scene scene, Diagnosis diagnosis, Supplier<Hands> hands, Consent consent, Journal journal) {
    List<Remedy> known = Remedies.of(scene.incident(), diagnosis);
    List<Remedy> allowed = known.stream().filter(consent.remedies()::contains).toList();
    if (allowed.isEmpty()) {
      Outcome why = known.isEmpty() ? withheld(scene, diagnosis) : notAllowed(known);
      journal.add(EventKind.REMEDY_WITHHELD, consent.by(), why.message(), Map.of());
      return why;
    }
    String holder = consent.by() + "/" + UUID.randomUUID();
    if (!journal.hold(holder, LONGEST)) {
      return new Outcome.Withheld("somebody else is at work on this pipeline");
    }
    try (Hands own = hands.get()) {
      return new Rounds(scene, diagnosis, own, consent, journal).run(allowed);
    } finally {
      journal.release(holder);
    }
  }

  private static Outcome withheld(Scene scene, Diagnosis diagnosis) {
    String code = diagnosis.code().map(Enum::name).orElse(scene.incident().code());
    return new Outcome.Withheld("there is no safe remedy for " + code + "; a person decides");
  }

  private static Outcome notAllowed(List<Remedy> known) {
    List<String> names = known.stream().map(Remedy::id).toList();
    return new Outcome.Withheld(
        "the environment does not declare "
            + String.join(", ", names)
            + " as automatic; 'azud incident resolve' applies it");
  }

  /** One treatment. */
  private final class Rounds {
    private final Scene scene;
    private final Diagnosis diagnosis;
    private final Hands hands;
    private final Consent consent;
    private final Journal journal;

    Rounds(Scene scene, Diagnosis diagnosis, Hands hands, Consent consent, Journal journal) {
      this.scene = scene;
      this.diagnosis = diagnosis;
      this.hands = hands;
      this.consent = consent;
      this.journal = journal;
    }

    Outcome run(List<Remedy> remedies) {
      int most = scene.environment().incidents().tries();
      String last = "all tries of remedies have been used up";
      for (int round = 0; journal.countTry(most); round++) {
        Remedy remedy = remedies.get(Math.min(round, remedies.size() - 1));
        Result result = round(Remedies.treatment(remedy, sleeper), round);
        if (result.failure().isEmpty()) {
          String message = remedy.id() + " has helped";
          journal.add(EventKind.REMEDY_HELPED, consent.by(), message, Map.of());
          return new Outcome.Helped(remedy, message);
        }
        last = remedy.id() + " has not helped: " + result.failure();
        journal.add(EventKind.REMEDY_FAILED, consent.by(), last, Map.of("round", round + 1));
        if (!result.worthRepeating() && round + 1 >= remedies.size()) {
          break;
        }
      }
      return new Outcome.NotHelped(last);
    }

    private Result round(Treatment treatment, int round) {
      List<String> steps = treatment.steps(scene);
      journal.add(
          EventKind.REMEDY_STARTED,
          consent.by(),
          treatment.remedy().id() + ": " + String.join("; ", steps),
          Map.of("remedy", treatment.remedy().id(), "steps", steps, "round", round + 1));
      try {
        treatment.apply(scene, hands, round);
        return lookAgain();
      } catch (AzudException e) {
        return new Result(e.code() + ": " + e.getMessage(), e.code().retryable());
      }
    }

    /** First what was broken is looked at again, then the task that failed is run. */
    private Result lookAgain() {
      Diagnosis again = diagnostician.diagnose(scene, sameChecks());
      Optional<TaskId> task = failedTask(scene.incident());
      if (hasSameReason(again) || task.isEmpty() && again.culprit().isPresent()) {
        return new Result(again.summary(), true);
      }
      if (task.isEmpty()) {
        return Result.HELPED;
      }
      TaskOutcome outcome = hands.run(task.get());
      return outcome.status() == TaskOutcome.Status.FAILED
          ? new Result(
              outcome.code() + ": " + outcome.message(),
              ErrorCode.valueOf(outcome.code()).retryable())
          : Result.HELPED;
    }

    /** Where a task is run again, only the reason itself must be gone: the task proves the rest. */
    private boolean hasSameReason(Diagnosis again) {
      return again.findings().stream()
          .anyMatch(each -> each.isBroken() && each.saw().code().equals(diagnosis.code()));
    }

    /** The checks that gave the culprit's code. */
    private List<Check> sameChecks() {
      return Checks.of(scene.incident()).stream()
          .filter(check -> diagnosis.findings().stream().anyMatch(each -> isSame(each, check)))
          .toList();
    }

    private boolean isSame(Finding finding, Check check) {
      return finding.isBroken()
          && finding.check().equals(check.name())
          && finding.saw().code().equals(diagnosis.code());
    }
  }

  /**
   * What one round has brought.
   *
   * @param failure empty when it has helped
   */
  private record Result(String failure, boolean worthRepeating) {
    static final Result HELPED = new Result("", false);
  }

  /**
   * The task to run again. For what an alert has noticed no task is run: it would take the pipeline
   * from an instance that is running.
   */
  private static Optional<TaskId> failedTask(Incident incident) {
    return incident.origin() == Origin.ALERTMANAGER || incident.origin() == Origin.GRAFANA
        ? Optional.empty()
        : incident.taskId();
  }
}
