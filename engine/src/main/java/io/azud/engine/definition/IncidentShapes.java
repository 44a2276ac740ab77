// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ListShape;
import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.SecretShape;
import io.azud.environment.IncidentPolicy;
import io.azud.environment.IncidentPolicy.Mail;
import io.azud.environment.IncidentPolicy.MailSecurity;
import io.azud.environment.IncidentPolicy.Webhook;
import io.azud.environment.Remedy;
import io.azud.environment.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What becomes of incidents, as an environment declares it. */
final class IncidentShapes {
  private static final Secret NO_SECRET = Secret.NONE;
  private static final Pattern WEB = Pattern.compile("https?://[^/@?#\\s]+([/?][^\\s]*)?");

  static final Field<List<Remedy>> AUTOMATIC =
      Field.withDefault(
              "automatic",
              ListShape.of(Scalars.choice(Remedy.class)),
              "[]",
              "The remedies that are applied without asking. None of them can lose data; what could"
                  + " is always left to a person.")
          .example("[wait_and_retry, create_declared, finish_commit]");

  static final Field<Long> TRIES =
      Field.withDefault(
          "tries", Scalars.integer(1, 20), "3", "How often remedies are tried for one incident.");

  static final Field<Duration> PAUSE =
      Field.withDefault(
          "pause",
          Scalars.duration(Duration.ofMillis(10), Duration.ofHours(1)),
          "10s",
          "The wait before the first retry; twice as long before each further one.");

  static final Field<String> HOST =
      Field.required(
              "host",
              Scalars.matching(
                  "a host", "^[A-Za-z0-9.:-]{1,253}$", "letters, digits, dots and hyphens"),
              "The mail server.")
          .example("smtp.example.org");

  static final Field<Long> PORT =
      Field.withDefault("port", Scalars.integer(1, 65535), "587", "Its port.");

  static final Field<MailSecurity> SECURITY =
      Field.withDefault(
          "security",
          Scalars.choice(MailSecurity.class),
          "starttls",
          "How the connection is protected; `none` sends everything in clear text.");

  static final Field<String> FROM =
      Field.required("from", address(), "The sender's address.").example("azud@example.org");

  static final Field<List<String>> TO =
      Field.required("to", ListShape.of(address(), 1, 50), "Who is told.")
          .example("[oncall@example.org]");

  static final Field<String> MAIL_USER =
      Field.optional("user", Scalars.text(), "", "The user's name, when the server asks for one.");

  static final Field<Secret> MAIL_PASSWORD =
      Field.optional("password", SecretShape.any(), NO_SECRET, "The user's password.")
          .example("'${env:AZUD_MAIL_PASSWORD}'");

  static final Field<List<Mail>> MAIL =
      Field.optional(
          "mail",
          ObjectShape.of(
                  "mail",
                  "Tells people by e-mail.",
                  List.of(HOST, PORT, SECURITY, FROM, TO, MAIL_USER, MAIL_PASSWORD),
                  values ->
                      new Mail(
                          values.get(HOST),
                          values.get(PORT).intValue(),
                          values.get(SECURITY),
                          values.get(FROM),
                          values.get(TO),
                          values.get(MAIL_USER),
                          values.get(MAIL_PASSWORD)))
              .map(List::of),
          List.of(),
          "E-mail for incidents that level 1 cannot resolve.");

  static final Field<Secret> WEBHOOK_URL =
      Field.required(
              "url",
              SecretShape.inspected(IncidentShapes::inspectUrl),
              "Where the incident is posted to, as JSON; by reference, because such addresses often"
                  + " hold a token.")
          .example("'${env:AZUD_WEBHOOK_URL}'");

  static final Field<Secret> WEBHOOK_TOKEN =
      Field.optional(
              "token", SecretShape.any(), NO_SECRET, "Sent as `Authorization: Bearer`, if given.")
          .example("'${env:AZUD_WEBHOOK_TOKEN}'");

  static final Field<List<Webhook>> WEBHOOK =
      Field.optional(
          "webhook",
          ObjectShape.of(
                  "webhook",
                  "Tells another system over HTTP.",
                  List.of(WEBHOOK_URL, WEBHOOK_TOKEN),
                  values -> new Webhook(values.get(WEBHOOK_URL), values.get(WEBHOOK_TOKEN)))
              .map(List::of),
          List.of(),
          "A webhook for incidents that level 1 cannot resolve.");

  static final Field<String> DIRECTORY =
      Field.optional(
              "directory",
              Scalars.text("a directory", EnvironmentShape::directory),
              "",
              "Where the bundles of evidence are kept, relative to this file; without it below the"
                  + " platform's directory or the user's own state directory.")
          .example("/var/lib/azud/incidents");

  static final ObjectShape<IncidentPolicy> POLICY =
      ObjectShape.of(
          "incidents",
          "What becomes of incidents.",
          List.of(AUTOMATIC, TRIES, PAUSE, MAIL, WEBHOOK, DIRECTORY),
          values ->
              new IncidentPolicy(
                  Set.copyOf(values.get(AUTOMATIC)),
                  values.get(TRIES).intValue(),
                  values.get(PAUSE),
                  values.get(MAIL),
                  values.get(WEBHOOK),
                  values.get(DIRECTORY)));

  private IncidentShapes() {}

  private static ScalarShape<String> address() {
    return Scalars.matching(
        "an e-mail address",
        "^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+$",
        "write name@example.org");
  }

  private static void inspectUrl(String text) throws Misfit {
    if (!WEB.matcher(text).matches()) {
      throw new Misfit("is not an address: write https://host/path, without user and password");
    }
  }
}
