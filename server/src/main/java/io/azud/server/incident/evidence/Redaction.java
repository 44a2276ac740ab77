// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.evidence;

import io.azud.environment.Environment;
import io.azud.environment.IncidentPolicy;
import io.azud.environment.Secret;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes secrets out of texts: every secret that the environment knows, and whatever looks like one.
 * Immutable.
 */
public final class Redaction {
  /** What stands in place of a secret. */
  public static final String HIDDEN = "***";

  /** What is taken out where the environment is not known. */
  public static final Redaction BY_LOOKS = new Redaction(List.of());

  /** Shorter ones would turn ordinary words into stars; their keys are caught by their looks. */
  private static final int SHORTEST_SECRET = 4;

  private static final List<Pattern> LOOKS =
      List.of(
          Pattern.compile(
              "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)"),
          Pattern.compile("(?i)(?<=\\b(?:bearer|basic) )[A-Za-z0-9._~+/=-]{8,}"),
          Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
          Pattern.compile("\\beyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*"),
          Pattern.compile("(?<=://)[^/@\\s:]{1,100}:[^/@\\s]{1,200}(?=@)"),
          Pattern.compile(
              "(?i)(?<=(?:password|passwd|secret|token|credential|access[._-]?key|secret[._-]?key|api[._-]?key|jaas[._-]?config)"
                  + "[\"']?\\s{0,3}[=:]\\s{0,3}[\"']?)[^\\s\"',;&}]+"));

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(secret -> secret.length() >= SHORTEST_SECRET)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  public static Redaction of(Environment environment) {
    List<String> secrets = new ArrayList<>();
    add(secrets, environment.postgres().password());
    add(secrets, environment.ledger().password());
    add(secrets, environment.store().secretKey());
    add(secrets, environment.catalog().password());
    environment.catalog().properties().values().forEach(secret -> add(secrets, secret));
    environment.kafka().properties().entrySet().stream()
        .filter(Redaction::holdsSecret)
        .forEach(property -> add(secrets, property.getValue()));
    environment.spark().conf().entrySet().stream()
        .filter(option -> isSecretName(option.getKey()))
        .forEach(option -> secrets.add(option.getValue()));
    policy(secrets, environment.incidents());
    environment
        .logs()
        .elasticsearch()
        .forEach(
            store -> {
              add(secrets, store.password());
              add(secrets, store.apiKey());
            });
    return new Redaction(secrets);
  }

  private static void policy(List<String> secrets, IncidentPolicy policy) {
    policy.mail().forEach(mail -> add(secrets, mail.password()));
    policy
        .webhook()
        .forEach(
            webhook -> {
              add(secrets, webhook.url());
              add(secrets, webhook.token());
            });
  }

  private static boolean holdsSecret(Map.Entry<String, Secret> property) {
    return isSecretName(property.getKey());
  }

  private static boolean isSecretName(String name) {
    return name.matches("(?i).*(?:secret|password|token|access[.]?key|credential|jaas|sasl).*");
  }

  private static void add(List<String> secrets, Secret secret) {
    secrets.add(secret.reveal());
  }

  /** The text without secrets. */
  public String clean(String text) {
    String cleaned = text;
    for (String secret : secrets) {
      cleaned = cleaned.replace(secret, HIDDEN);
    }
    for (Pattern look : LOOKS) {
      cleaned = look.matcher(cleaned).replaceAll(HIDDEN);
    }
    return cleaned;
  }
}
