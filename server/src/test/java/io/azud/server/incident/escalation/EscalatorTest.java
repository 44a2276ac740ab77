// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.azud.engine.database.PostgresDatabase;
import io.azud.environment.Environment;
import io.azud.environment.IncidentPolicy;
import io.azud.environment.Secret;
import io.azud.server.incident.EventKind;
import io.azud.server.incident.Incident;
import io.azud.server.incident.IncidentEvent;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.Incidents;
import io.azud.server.incident.Journal;
import io.azud.server.incident.diagnosis.Scene;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those on call cannot be reached: it is bounded, it is noted, and nobody else has to wait. */
class EscalatorTest {
  @TempDir private Path directory;

  private final List<Duration> slept = new ArrayList<>();

  private static Incident incident() {
    return Incidents.open("flights", "cargar_datos_task", "POSTGRES_UNREACHABLE");
  }

  private Journal journal() {
    Environment.Database nowhere =
        new Environment.Database("jdbc:postgresql://127.0.0.1:1/azud", "azud", Secret.NONE);
    return new Journal(
        new IncidentLedger(new PostgresDatabase(nowhere)), incident(), Clock.systemUTC());
  }

  private Path escalate(Journal journal, Channel... channels) {
    Scene scene =
        new Scene(
            incident(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            where -> Map.of(),
            Clock.systemUTC());
    return new Escalator(directory, slept::add).escalate(scene, List.of(channels), "azud", journal);
  }

  private static List<String> lines(Journal journal, EventKind kind) {
    return journal.timeline().stream()
        .filter(event -> event.kind() == kind)
        .map(IncidentEvent::message)
        .toList();
  }

  @Test
  void givesUpAfterSomeTriesAndSaysSo() {
    Journal journal = journal();
    Fake broken = new Fake("mail", 100);
    Fake other = new Fake("webhook", 0);
    Path bundle = escalate(journal, broken, other);
    assertThat(broken.calls).isEqualTo(3);
    assertThat(slept).hasSize(2);
    assertThat(lines(journal, EventKind.ESCALATION_FAILED)).containsExactly("mail is not there");
    assertThat(lines(journal, EventKind.ESCALATED))
        .containsExactly("the evidence is in " + bundle, "told somebody by webhook");
    assertThat(bundle).exists();
  }

  @Test
  void triesAgainWhenItFailedOnce() {
    Journal journal = journal();
    escalate(journal, new Fake("mail", 1));
    assertThat(lines(journal, EventKind.ESCALATION_FAILED)).isEmpty();
    assertThat(lines(journal, EventKind.ESCALATED)).contains("told somebody by mail");
  }

  @Test
  void tellsOnlyWhomItCouldNotTellBefore() {
    Journal journal = journal();
    Fake broken = new Fake("mail", 3);
    Fake other = new Fake("webhook", 0);
    escalate(journal, broken, other);
    escalate(journal, broken, other);
    assertThat(broken.calls).isEqualTo(4);
    assertThat(other.calls).isEqualTo(1);
  }

  /** Takes connections, and nothing more. */
  @Test
  void waitsOnlySoLongForAServerThatIsSilent() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/hook";
      requireNotSent(new WebhookChannel(webhook(url), Duration.ofMillis(200)), "cannot be reached");
      IncidentPolicy.Mail mail =
          new IncidentPolicy.Mail(
              "127.0.0.1",
              silent.getLocalPort(),
              IncidentPolicy.MailSecurity.NONE,
              "azud@example.org",
              List.of("oncall@example.org"),
              "",
              Secret.NONE);
      requireNotSent(new MailChannel(mail, Duration.ofMillis(200)), "did not take the message");
    }
  }

  @Test
  void doesNotFollowAWebhookThatSendsItElsewhere() throws Exception {
    List<String> elsewhere = new ArrayList<>();
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String base = "http://127.0.0.1:" + web.getAddress().getPort();
    web.createContext(
        "/hook",
        exchange -> {
          exchange.getResponseHeaders().set("Location", base + "/other");
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });
    web.createContext(
        "/other",
        exchange -> {
          elsewhere.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    web.start();
    try {
      requireNotSent(new WebhookChannel(webhook(base + "/hook")), "answers 307");
    } finally {
      web.stop(0);
    }
    assertThat(elsewhere).isEmpty();
  }

  private static IncidentPolicy.Webhook webhook(String url) {
    return new IncidentPolicy.Webhook(Secret.of(url), Secret.NONE);
  }

  private void requireNotSent(Channel channel, String words) throws IOException {
    Path bundle = Files.writeString(directory.resolve("bundle.zip"), "evidence");
    Dispatch dispatch = new Dispatch("incident-1-0", incident(), "subject", "document", bundle);
    assertThatThrownBy(() -> channel.send(dispatch))
        .isInstanceOf(NotSent.class)
        .hasMessageContaining(words);
  }

  /** Fails some times, then works. */
  private static final class Fake implements Channel {
    private final String name;
    private final int failures;
    private int calls;

    Fake(String name, int failures) {
      this.name = name;
      this.failures = failures;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String target() {
      return "somebody";
    }

    @Override
    public void send(Dispatch dispatch) throws NotSent {
      if (calls++ < failures) {
        throw new NotSent(name + " is not there");
      }
    }
  }
}
