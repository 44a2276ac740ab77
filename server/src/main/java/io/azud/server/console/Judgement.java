// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.pipeline.Pipeline;
import io.azud.pipeline.Pipeline.Objectives;
import java.util.ArrayList;
import java.util.List;

/** Holds what was seen of a pipeline against what its users were promised. */
final class Judgement {
  private final Watch watch;
  private final DeadLetterCounts deadLetters;
  private final List<Problem> problems = new ArrayList<>();

  private Judgement(Watch watch, DeadLetterCounts deadLetters) {
    this.watch = watch;
    this.deadLetters = deadLetters;
  }

  static List<Problem> of(Watch watch, Sample sample, DeadLetterCounts deadLetters) {
    Judgement judgement = new Judgement(watch, deadLetters);
    sample.source().ifPresent(trouble -> judgement.add(Problem.failed("source", trouble)));
    sample.sinks().forEach(judgement::sink);
    watch.books().ifPresent(trouble -> judgement.add(Problem.failed("books", trouble)));
    judgement.rejections();
    return judgement.problems;
  }

  private void add(Problem problem) {
    problems.add(problem);
  }

  private void sink(String name, Sample.Sink sink) {
    if (sink.trouble().isPresent()) {
      add(Problem.failed(name, sink.trouble().get()));
      return;
    }
    Objectives promised = watch.pipeline().objectives();
    long behind = watch.past().behind(name).orElse(0) / 1000;
    if (promised.lag() > 0 && sink.lag() > promised.lag()) {
      add(Problem.over(name, "lag", sink.lag(), promised.lag()));
    } else if (!promised.freshness().isZero() && behind > promised.freshness().toSeconds()) {
      add(Problem.over(name, "behind", behind, promised.freshness().toSeconds()));
    } else if (watch.past().isStalled(name)) {
      add(Problem.warning(name, "stalled", behind, 0));
    }
  }

  private void rejections() {
    Pipeline.DeadLetters limit = watch.pipeline().deadLetters();
    double ratio = deadLetters.recentRatio();
    if (deadLetters.recentlyRead() < Pipeline.DeadLetters.MIN_RECORDS || limit.maxRatio() >= 1) {
      return;
    }
    if (ratio > limit.maxRatio()) {
      add(Problem.over("deadLetters", "rejected", ratio, limit.maxRatio()));
    } else if (ratio > limit.maxRatio() / 2) {
      add(Problem.warning("deadLetters", "rejected", ratio, limit.maxRatio()));
    }
  }

  /** The worst of them. */
  static String state(List<Problem> problems) {
    if (problems.isEmpty()) {
      return Problem.OK;
    }
    return problems.stream().anyMatch(problem -> problem.state().equals(Problem.BAD))
        ? Problem.BAD
        : Problem.WARN;
  }

  /** The worst of those at one place. */
  static String state(List<Problem> problems, String where) {
    return state(problems.stream().filter(problem -> problem.where().equals(where)).toList());
  }
}
