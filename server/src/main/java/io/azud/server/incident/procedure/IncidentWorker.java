// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.procedure;

import io.azud.error.AzudException;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentDesk;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.diagnosis.Diagnostician;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.escalation.Channel;
import io.azud.server.incident.escalation.Escalator;
import io.azud.server.incident.remedy.Consent;
import io.azud.server.incident.remedy.Hands;
import io.azud.server.incident.remedy.Sleeper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the procedure for incidents in the background, a few at a time and with a bounded queue, so
 * that nobody who reports one waits for it. What does not fit into the queue stays open in the
 * ledger for a person.
 */
public final class IncidentWorker implements Consumer<Incident>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentWorker.class);
  private static final int THREADS = 8;
  private static final int WAITING = 200;
  private static final int MOST_FOUND = 50;
  private static final int MOST_TELLING = 24;
  private static final Duration TELL_AGAIN = Duration.ofMinutes(5);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration ENDING = Duration.ofSeconds(10);

  private final Site site;
  private final IncidentLedger ledger;
  private final Diagnostician diagnostician;
  private final Procedure procedure;
  private final List<Channel> channels;
  private final Function<Scene, Hands> hands;
  private final ThreadPoolExecutor threads;
  private final Set<Subject> atWork = ConcurrentHashMap.newKeySet();
  private volatile boolean ledgerAnswers = true;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(IncidentWorker::daemon);

  /**
   * @param bundles where the bundles of evidence are kept
   * @param hands what can be done for the pipeline of a scene
   */
  public IncidentWorker(
      Site site, IncidentLedger ledger, Path bundles, Function<Scene, Hands> hands) {
    this(site, ledger, bundles, hands, THREADS, WAITING);
  }

  /**
   * @param most incidents worked on at once
   * @param waiting incidents that wait for their turn here; more wait in the ledger
   */
  IncidentWorker(
      Site site,
      IncidentLedger ledger,
      Path bundles,
      Function<Scene, Hands> hands,
      int most,
      int waiting) {
    this.site = site;
    this.ledger = ledger;
    this.diagnostician = new Diagnostician(site.clock());
    this.procedure = new Procedure(ledger, diagnostician, bundles, Sleeper.real());
    this.channels = Escalator.channels(site.environment().incidents());
    this.hands = hands;
    this.threads =
        new ThreadPoolExecutor(
            most,
            most,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(waiting),
            IncidentWorker::daemon);
    this.threads.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "incidents");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Begins to look for incidents that others have filed: failed tasks, commands.
   *
   * @param desk whose reports have waited for the ledger
   */
  public void start(IncidentDesk desk) {
    @SuppressWarnings("unused") // it ends with close()
    var unused =
        watch.scheduleWithFixedDelay(
            () -> lookForUntouched(desk), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lookForUntouched(IncidentDesk desk) {
    try {
      ledger.create();
      desk.fileWaiting();
      ledger.untouched(MOST_FOUND).forEach(this);
      ledger.untold(TELL_AGAIN, MOST_TELLING, MOST_FOUND).forEach(this::tellAgain);
      ledgerAnswers = true;
    } catch (AzudException e) {
      if (ledgerAnswers) {
        LOG.warn("the ledger cannot be asked for incidents: {}: {}", e.code(), e.getMessage());
      }
      ledgerAnswers = false;
    } catch (RuntimeException e) {
      LOG.error("looking for incidents failed", e);
    }
  }

  /** Whoever could not be told, because the mail server was down, is told when it is back. */
  private void tellAgain(Incident incident) {
    begin(incident, () -> procedure.escalate(site.scene(incident), Consent.POLICY, channels));
  }

  /**
   * Begins to work on an incident and returns at once; one that is being worked on is left alone.
   */
  @Override
  public void accept(Incident incident) {
    begin(incident, () -> work(incident));
  }

  private void begin(Incident incident, Runnable work) {
    Subject subject = Subject.of(incident);
    if (atWork.add(subject)) {
      try {
        threads.execute(() -> attempt(incident, subject, work));
      } catch (RejectedExecutionException e) {
        atWork.remove(subject);
        LOG.warn("incident {}: too many at once, it waits in the ledger", incident.id());
      }
    }
  }

  /** What an incident is about; its number may only come while somebody works on it. */
  private record Subject(String pipeline, String task, String code) {
    static Subject of(Incident incident) {
      return new Subject(incident.pipeline(), incident.task(), incident.code());
    }
  }

  private void work(Incident incident) {
    Scene scene = site.scene(incident);
    Consent consent = Consent.policy(site.environment().incidents().automatic());
    procedure.run(scene, () -> hands.apply(scene), consent, channels);
  }

  private void attempt(Incident incident, Subject subject, Runnable work) {
    try {
      work.run();
    } catch (AzudException e) {
      LOG.error("incident {}: {}: {}", incident.id(), e.code(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("incident {}: the procedure failed", incident.id(), e);
    } finally {
      atWork.remove(subject);
    }
  }

  /**
   * Ends what is at work, and waits a moment for it: in all but the worst case nothing is written
   * after this.
   */
  @Override
  public void close() {
    watch.shutdownNow();
    threads.shutdownNow();
    diagnostician.close();
    try {
      if (!threads.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn(
            "incidents are still being worked on {} s after they were told to end",
            ENDING.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
