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
import io.azud.server.incident.diagnosis.Judgement;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.diagnosis.check.Checks;
import io.azud.server.incident.diagnosis.check.TaskHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Applies the remedies that belong to an incident, one after the other, as often as the policy
 * allows, alone, and looks after each whether it has helped.
 */
public final class Healer {
  /** For what an alert has noticed these are not run: that would take the pipeline from a run. */
  private static final Set<TaskId> LOADING =
      Set.of(TaskId.TRANSFORMAR_DATOS_TASK, TaskId.CARGAR_DATOS_TASK);

  private static final int TURNS = 60;
  private static final Duration TURN = Duration.ofSeconds(2);

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
    List<Remedy> allowed =
        known.stream().filter(each -> consent.allows(each, scene.incident())).toList();
    if (allowed.isEmpty()) {
      Outcome why = known.isEmpty() ? withheld(scene, diagnosis) : notAllowed(known);
      journal.add(EventKind.REMEDY_WITHHELD, consent.by(), why.message(), Map.of());
      return why;
    }
    String holder = consent.by() + "/" + UUID.randomUUID();
    if (!awaitTurn(holder, consent.isPolicy() ? TURNS : 0, journal)) {
      return new Outcome.Withheld("somebody else is at work on this pipeline");
    }
    try (Hands own = hands.get()) {
      return new Rounds(scene, diagnosis, own, consent, journal).run(allowed);
    } finally {
      journal.release(holder);
    }
  }

  /** One incident of a pipeline after the other; whoever waits too long has lost nothing. */
  private boolean awaitTurn(String holder, int turns, Journal journal) {
    try {
      for (int turn = 0; !journal.hold(holder, LONGEST); turn++) {
        if (turn == turns) {
          return false;
        }
        sleeper.sleep(TURN);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
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
        boolean more = result.worthRepeating() || round + 1 < remedies.size();
        if (!more || journal.incident().isResolved()) {
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
        return lookAgain(treatment);
      } catch (AzudException e) {
        return new Result(e.code() + ": " + e.getMessage(), e.code().retryable());
      }
    }

    /** First what was broken is looked at again, then the task that failed must succeed. */
    private Result lookAgain(Treatment treatment) {
      boolean alert = isFromAlert(scene.incident());
      Set<String> proof = alert ? treatment.proof() : Set.of();
      Diagnosis again = diagnostician.diagnose(scene, sameChecks(proof));
      if (hasSameReason(again) || alert && !isInOrder(again, proof)) {
        return new Result(again.summary(), true);
      }
      Optional<TaskId> task = scene.incident().taskId().filter(each -> !alert || hasFailed());
      if (task.isEmpty()) {
        return Result.HELPED;
      }
      return alert && LOADING.contains(task.get())
          ? new Result(task.get().id() + " has not been run again", true)
          : run(task.get());
    }

    private Result run(TaskId task) {
      TaskOutcome outcome = hands.run(task);
      return outcome.status() == TaskOutcome.Status.FAILED
          ? new Result(
              outcome.code() + ": " + outcome.message(),
              ErrorCode.valueOf(outcome.code()).retryable())
          : Result.HELPED;
    }

    /** Whether the incident's task has failed and has not succeeded since. */
    private boolean hasFailed() {
      return !diagnostician
          .diagnose(scene, List.of(new TaskHistory()))
          .with(Judgement.SUSPECT)
          .isEmpty();
    }

    /** Where a task is run again, only the reason itself must be gone: the task proves the rest. */
    private boolean hasSameReason(Diagnosis again) {
      return again.findings().stream()
          .anyMatch(each -> each.isBroken() && each.saw().code().equals(diagnosis.code()));
    }

    /** Without a task that proves it, nothing that was looked at again may be wrong. */
    private static boolean isInOrder(Diagnosis again, Set<String> proof) {
      return again.culprit().isEmpty()
          && again.with(Judgement.SUSPECT).stream().noneMatch(each -> proof.contains(each.check()));
    }

    /** The checks that gave the culprit's code or no answer, and those that are asked for. */
    private List<Check> sameChecks(Set<String> proof) {
      return Checks.of(scene.incident()).stream()
          .filter(
              check ->
                  proof.contains(check.name())
                      || diagnosis.findings().stream().anyMatch(each -> isSame(each, check)))
          .toList();
    }

    private boolean isSame(Finding finding, Check check) {
      boolean silent = finding.saw().judgement() == Judgement.SILENT;
      boolean reason = finding.isBroken() && finding.saw().code().equals(diagnosis.code());
      return finding.check().equals(check.name()) && (silent || reason);
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

  private static boolean isFromAlert(Incident incident) {
    return incident.origin() == Origin.ALERTMANAGER || incident.origin() == Origin.GRAFANA;
  }
}
