// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Logins that people have begun at the provider. Each ends once. Thread-safe and bounded. */
final class PendingLogins {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST = 1_000;

  private final Clock clock;
  private final Map<String, Entry> byState =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
          return size() > MOST;
        }
      };

  PendingLogins(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param verifier PKCE's secret
   */
  record Attempt(String state, String nonce, String verifier) {}

  /**
   * @param browser what only the browser that began knows
   */
  record Started(Attempt attempt, String browser) {}

  private record Entry(Attempt attempt, String browserDigest, Instant ends) {}

  synchronized Started start() {
    Attempt attempt = new Attempt(Secrets.random(), Secrets.random(), Secrets.random());
    String browser = Secrets.random();
    byState.put(
        attempt.state(),
        new Entry(attempt, Secrets.digest(browser), clock.instant().plus(LONGEST)));
    return new Started(attempt, browser);
  }

  /** The attempt, if this browser began it a short while ago. */
  synchronized Optional<Attempt> end(String state, String browser) {
    return Optional.ofNullable(byState.remove(state))
        .filter(entry -> clock.instant().isBefore(entry.ends()))
        .filter(entry -> Secrets.same(entry.browserDigest(), Secrets.digest(browser)))
        .map(Entry::attempt);
  }
}
