// SPDX-License-Identifier: Apache-2.0
package io.azud.environment;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What becomes of an incident in this environment: which remedies are applied without asking, and
 * who is told when they do not help.
 *
 * @param automatic empty when a person decides about each remedy
 * @param tries how often remedies are tried for one incident
 * @param pause before the first retry; twice as long before each further one
 * @param mail at most one
 * @param webhook at most one
 * @param directory where bundles of evidence are kept; empty for the host's own place
 */
public record IncidentPolicy(
    Set<Remedy> automatic,
    int tries,
    Duration pause,
    List<Mail> mail,
    List<Webhook> webhook,
    String directory)
    implements Serializable {
  public static final IncidentPolicy NONE =
      new IncidentPolicy(Set.of(), 3, Duration.ofSeconds(10), List.of(), List.of(), "");

  public IncidentPolicy {
    automatic = Set.copyOf(automatic);
    mail = List.copyOf(mail);
    webhook = List.copyOf(webhook);
  }

  /** How a mail server is spoken to. */
  public enum MailSecurity {
    STARTTLS,
    TLS,
    /** In clear text: only for a server on this machine or a trusted network. */
    NONE
  }

  /**
   * @param user empty when the server needs none
   */
  public record Mail(
      String host,
      int port,
      MailSecurity security,
      String from,
      List<String> to,
      String user,
      Secret password)
      implements Serializable {
    public Mail {
      to = List.copyOf(to);
    }
  }

  /**
   * @param url may hold a token, so it is a secret as a whole
   * @param token sent as {@code Authorization: Bearer}; {@link Secret#NONE} for none
   */
  public record Webhook(Secret url, Secret token) implements Serializable {}
}
