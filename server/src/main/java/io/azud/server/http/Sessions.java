// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is logged in. Kept in memory under a digest of the cookie: a restart logs everybody out.
 * Thread-safe.
 */
public final class Sessions {
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final int MOST = 1_000;

  private final Clock clock;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  public Sessions(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param csrf what a change must bring along besides the cookie
   */
  public record Session(User user, String csrf, Instant ends) {}

  /** Begins a session and returns the cookie's value. */
  public String begin(User user) {
    makeRoom();
    String cookie = Secrets.random();
    sessions.put(
        Secrets.digest(cookie), new Session(user, Secrets.random(), clock.instant().plus(LONGEST)));
    return cookie;
  }

  public Optional<Session> find(String cookie) {
    return Optional.ofNullable(sessions.get(Secrets.digest(cookie)))
        .filter(session -> clock.instant().isBefore(session.ends()));
  }

  public void end(String cookie) {
    sessions.remove(Secrets.digest(cookie));
  }

  private void makeRoom() {
    Instant now = clock.instant();
    sessions.values().removeIf(session -> !now.isBefore(session.ends()));
    if (sessions.size() >= MOST) {
      sessions.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().ends()))
          .ifPresent(oldest -> sessions.remove(oldest.getKey()));
    }
  }
}
