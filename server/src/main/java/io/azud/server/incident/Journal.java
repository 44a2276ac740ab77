// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.error.AzudException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timeline of one incident while somebody works on it. Lines that the ledger cannot take now
 * are kept here and handed over when it answers again. For one thread.
 */
public final class Journal {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration LATE = Duration.ofSeconds(2);

  private final IncidentLedger ledger;
  private final Incident incident;
  private final Clock clock;
  private final List<IncidentEvent> waiting = new ArrayList<>();
  private long id;
  private int triesWithoutLedger;

  public Journal(IncidentLedger ledger, Incident incident, Clock clock) {
    this.ledger = ledger;
    this.incident = incident;
    this.clock = clock;
    this.id = incident.id();
  }

  /** Adds a line. */
  public void add(EventKind kind, String actor, String message, Map<String, ?> data) {
    LOG.info("incident {}: {} by {}: {}", id, kind.id(), actor, IncidentReport.shown(message));
    waiting.add(
        new IncidentEvent(0, id, clock.instant(), kind, actor, message, JSON.valueToTree(data)));
    flush();
  }

  /** The whole timeline, as far as it can be read. */
  public List<IncidentEvent> timeline() {
    List<IncidentEvent> events = new ArrayList<>();
    if (flush() && id != 0) {
      attempt(() -> events.addAll(ledger.timeline(id)));
    }
    events.addAll(waiting);
    return events;
  }

  /** The incident as it is now. */
  public Incident incident() {
    flush();
    Optional<Incident> current = Optional.empty();
    if (id != 0) {
      current = read();
    }
    return current.orElse(incident);
  }

  private Optional<Incident> read() {
    try {
      return ledger.find(id);
    } catch (AzudException e) {
      return Optional.empty();
    }
  }

  /**
   * Reserves the incident.
   *
   * @return false when somebody else works on this pipeline
   */
  public boolean hold(String holder, Duration longest) {
    try {
      return !flush() || id == 0 || ledger.hold(id, holder, longest);
    } catch (AzudException e) {
      return true;
    }
  }

  public void release(String holder) {
    if (id != 0) {
      attempt(() -> ledger.release(id, holder));
    }
  }

  /** Counts one more try; false when there were enough. */
  public boolean countTry(int most) {
    if (flush() && id != 0) {
      try {
        return ledger.countTry(id, most);
      } catch (AzudException e) {
        LOG.warn("incident {}: the ledger does not count tries: {}", id, e.getMessage());
      }
    }
    return triesWithoutLedger++ < most;
  }

  /** It is over. */
  public void resolve(String actor, String why) {
    if (flush() && id != 0) {
      attempt(() -> ledger.resolve(id, actor, why));
    } else {
      waiting.add(
          new IncidentEvent(
              0, 0, clock.instant(), EventKind.RESOLVED, actor, why, JSON.createObjectNode()));
    }
  }

  /** Somebody beyond level 1 has been told. */
  public void escalated(String actor, String message, Map<String, ?> data) {
    if (flush() && id != 0) {
      attempt(() -> ledger.escalated(id, actor, message, data));
    } else {
      add(EventKind.ESCALATED, actor, message, data);
    }
  }

  /** Whether everything is in the ledger. */
  private boolean flush() {
    try {
      if (id == 0) {
        id = ledger.openId(incident).orElse(0L);
      }
      while (id != 0 && !waiting.isEmpty()) {
        IncidentEvent next = waiting.get(0);
        Map<?, ?> data = JSON.convertValue(next.data(), Map.class);
        ledger.add(
            NewEvent.of(id, next.kind(), next.actor(), next.message())
                .with(strings(data))
                .at(earlier(next)));
        waiting.remove(0);
      }
      return waiting.isEmpty();
    } catch (AzudException e) {
      LOG.warn("incident {}: the ledger takes no line of its timeline: {}", id, e.getMessage());
      return false;
    }
  }

  /** All times are the ledger's, but for a line that could not be handed over at once. */
  private Optional<Instant> earlier(IncidentEvent event) {
    boolean late = Duration.between(event.at(), clock.instant()).compareTo(LATE) > 0;
    return late ? Optional.of(event.at()) : Optional.empty();
  }

  private static Map<String, Object> strings(Map<?, ?> data) {
    Map<String, Object> named = new java.util.LinkedHashMap<>();
    data.forEach((key, value) -> named.put(String.valueOf(key), value));
    return named;
  }

  private void attempt(Runnable act) {
    try {
      act.run();
    } catch (AzudException e) {
      LOG.warn("incident {}: the ledger does not answer: {}", id, e.getMessage());
    }
  }
}
