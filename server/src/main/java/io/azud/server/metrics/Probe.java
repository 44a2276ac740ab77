// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One question, asked again and again by one thread, and how its answers were; whoever asks how
 * they were never waits for one.
 */
final class Probe {
  private static final Logger LOG = LoggerFactory.getLogger(Probe.class);

  private final String pipeline;
  private final Target target;
  private final ErrorCode silence;
  private final Runnable question;
  private final Clock clock;
  private final Map<String, Long> failures = new TreeMap<>();
  private Optional<Instant> answeredAt = Optional.empty();
  private Optional<Instant> askedAt = Optional.empty();
  private Duration took = Duration.ZERO;
  private boolean ended;
  private String problem = "";
  private String message = "";

  /**
   * @param silence the code of a target that does not answer at all
   */
  Probe(String pipeline, Target target, ErrorCode silence, Runnable question, Clock clock) {
    this.pipeline = pipeline;
    this.target = target;
    this.silence = silence;
    this.question = question;
    this.clock = clock;
  }

  Target target() {
    return target;
  }

  /** Asks once; never throws. */
  void ask() {
    begin();
    try {
      question.run();
      end("", "");
    } catch (AzudException e) {
      end(e.code().name(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("looking at {} of pipeline {} failed", target.text(), pipeline, e);
      end(ErrorCode.INTERNAL.name(), "looking at it failed; the server's log has the details");
    }
  }

  private synchronized void begin() {
    askedAt = Optional.of(clock.instant());
  }

  private synchronized void end(String code, String sentence) {
    Instant now = clock.instant();
    took = Duration.between(askedAt.orElse(now), now);
    askedAt = Optional.empty();
    if (code.isEmpty()) {
      answeredAt = Optional.of(now);
    } else {
      failures.merge(code, 1L, Long::sum);
    }
    tellChange(code, sentence);
    ended = true;
    problem = code;
    message = sentence;
  }

  /** Once for each change, not once for each question. */
  private void tellChange(String code, String sentence) {
    if (!code.equals(problem)) {
      if (code.isEmpty()) {
        LOG.info("{} of pipeline {} answers again", target.text(), pipeline);
      } else {
        LOG.warn("{} of pipeline {} does not answer: {}", target.text(), pipeline, sentence);
      }
    }
  }

  /** Whether a question has ended, one way or the other. */
  synchronized boolean hasEndedOnce() {
    return ended;
  }

  synchronized Duration took() {
    return took;
  }

  synchronized Map<String, Long> failures() {
    return Map.copyOf(failures);
  }

  /**
   * @param patience after which a question that is still open counts as failed
   */
  synchronized ProbeState state(Duration patience) {
    Duration open =
        askedAt.map(since -> Duration.between(since, clock.instant())).orElse(Duration.ZERO);
    boolean overdue = open.compareTo(patience) > 0;
    if (overdue && problem.isEmpty()) {
      return state(
          false, open, silence.name(), "there has been no answer for " + open.toSeconds() + " s");
    }
    return state(ended && problem.isEmpty(), overdue ? open : took, problem, message);
  }

  private ProbeState state(boolean up, Duration duration, String code, String sentence) {
    Optional<Duration> age = answeredAt.map(at -> Duration.between(at, clock.instant()));
    return new ProbeState(pipeline, target.text(), up, age, duration, code, sentence);
  }
}
