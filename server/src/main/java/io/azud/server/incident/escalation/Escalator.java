// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.escalation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.environment.IncidentPolicy;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.EventKind;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentDocument;
import io.azud.server.incident.IncidentEvent;
import io.azud.server.incident.IncidentJson;
import io.azud.server.incident.Journal;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.evidence.Bundle;
import io.azud.server.incident.evidence.Redaction;
import io.azud.server.incident.remedy.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Packs the evidence and tells everybody whom the environment names. Whoever has been told of an
 * incident is not told again, unless it came back in between.
 */
public final class Escalator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Path directory;
  private final Sleeper sleeper;

  /**
   * @param directory where bundles are kept
   */
  public Escalator(Path directory, Sleeper sleeper) {
    this.directory = directory;
    this.sleeper = sleeper;
  }

  /** The channels that an environment declares. */
  public static List<Channel> channels(IncidentPolicy policy) {
    List<Channel> channels = new ArrayList<>();
    policy.webhook().forEach(webhook -> channels.add(new WebhookChannel(webhook)));
    policy.mail().forEach(mail -> channels.add(new MailChannel(mail)));
    return channels;
  }

  /**
   * Escalates; a channel that fails does not keep the others from being told.
   *
   * @return the bundle
   */
  public Path escalate(Scene scene, List<Channel> channels, String actor, Journal journal) {
    Incident incident = journal.incident();
    List<IncidentEvent> timeline = journal.timeline();
    Path bundle = bundle(scene, incident, timeline);
    String document =
        scene
            .redaction()
            .clean(IncidentDocument.markdown(incident, timeline, scene.clock().instant()));
    Dispatch dispatch =
        new Dispatch(
            key(incident), incident, scene.redaction().clean(subject(incident)), document, bundle);
    if (!told(timeline, "file")) {
      journal.escalated(
          actor,
          "the evidence is in " + bundle,
          Map.of("channel", "file", "bundle", bundle.toString()));
    }
    for (Channel channel : channels) {
      if (!told(timeline, channel.name())) {
        tell(channel, dispatch, actor, journal);
      }
    }
    return bundle;
  }

  private void tell(Channel channel, Dispatch dispatch, String actor, Journal journal) {
    String failure = "";
    for (int i = 0; i < TRIES; i++) {
      try {
        channel.send(dispatch);
        journal.escalated(
            actor,
            "told " + channel.target() + " by " + channel.name(),
            Map.of("channel", channel.name(), "key", dispatch.key()));
        return;
      } catch (NotSent e) {
        failure = e.getMessage();
        pause(i);
      }
    }
    journal.add(EventKind.ESCALATION_FAILED, actor, failure, Map.of("channel", channel.name()));
  }

  private void pause(int round) {
    if (round + 1 < TRIES) {
      try {
        sleeper.sleep(PAUSE.multipliedBy(round + 1L));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether a channel has been told since the incident was last opened. */
  private static boolean told(List<IncidentEvent> timeline, String channel) {
    boolean told = false;
    for (IncidentEvent event : timeline) {
      if (event.kind() == EventKind.REOPENED) {
        told = false;
      }
      told |=
          event.kind() == EventKind.ESCALATED
              && event.data().path("channel").asText().equals(channel);
    }
    return told;
  }

  private static String key(Incident incident) {
    String what =
        incident.id() != 0
            ? Long.toString(incident.id())
            : incident.pipeline() + "-" + incident.task() + "-" + incident.code();
    return "incident-" + what + "-" + incident.reopened();
  }

  private static String subject(Incident incident) {
    return "[azud] "
        + incident.severity().id()
        + ": "
        + incident.code()
        + (incident.pipeline().isEmpty() ? "" : " in " + incident.pipeline())
        + (incident.task().isEmpty() ? "" : ", " + incident.task())
        + " (incident "
        + incident.id()
        + ")";
  }

  private Path bundle(Scene scene, Incident incident, List<IncidentEvent> timeline) {
    Redaction redaction = scene.redaction();
    Bundle bundle =
        new Bundle(redaction)
            .text(
                "incident.md",
                IncidentDocument.markdown(incident, timeline, scene.clock().instant()))
            .text("incident.json", write(IncidentJson.of(incident, timeline)));
    scene.pipelineFile().ifPresent(file -> addFile(bundle, "pipeline.yaml", file));
    scene.environmentFile().ifPresent(file -> addFile(bundle, "environment.yaml", file));
    bundle.tails("logs", scene.logs());
    try {
      return bundle.write(directory, key(incident) + ".zip");
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.TRY_AGAIN,
          "the bundle cannot be written to "
              + directory
              + " ("
              + e.getClass().getSimpleName()
              + "); make the directory writable, or name another as incidents.directory in the"
              + " environment file",
          e);
    }
  }

  private static void addFile(Bundle bundle, String name, Path file) {
    try {
      bundle.text(name, Files.readString(file));
    } catch (IOException e) {
      bundle.text(name, "could not be read\n");
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("incidents are plain values", e);
    }
  }
}
