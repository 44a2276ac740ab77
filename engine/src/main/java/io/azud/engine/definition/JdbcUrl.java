// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a PostgreSQL database. Only what cannot turn the driver against its user is
 * allowed: other parameters load classes or switch protections off (CVE-2022-21724).
 */
final class JdbcUrl {
  private static final String HOST = "(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253})|\\[[0-9a-fA-F:.]+])";
  private static final String HOSTS =
      HOST + "(?::[0-9]{1,5})?(?:," + HOST + "(?::[0-9]{1,5})?){0,15}";
  private static final Pattern URL =
      Pattern.compile(
          "jdbc:postgresql://" + HOSTS + "/(?:[A-Za-z0-9_][A-Za-z0-9_.$-]{0,62})(?:\\?(.*))?");
  private static final Pattern PARAMETER = Pattern.compile("([A-Za-z]{1,40})=([^&?#%;]*)");
  private static final List<String> SSL_MODES =
      List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  private JdbcUrl() {}

  static ScalarShape<String> shape() {
    return Scalars.understood("a JDBC URL", "^jdbc:postgresql://", (text, dir) -> checked(text))
        .unshown();
  }

  static String checked(String url) throws Misfit {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new Misfit(
          "is not the URL of a database: write jdbc:postgresql://host:port/database, with user and"
              + " password as options of their own");
    }
    if (parts.group(1) != null) {
      checkParameters(parts.group(1));
    }
    return url;
  }

  private static void checkParameters(String parameters) throws Misfit {
    Set<String> seen = new HashSet<>();
    for (String parameter : parameters.split("&", -1)) {
      Matcher parts = PARAMETER.matcher(parameter);
      if (!parts.matches()) {
        throw new Misfit("has a parameter that is not name=value, in plain characters");
      }
      check(parts.group(1), parts.group(2));
      if (!seen.add(parts.group(1))) {
        throw new Misfit("has a parameter twice", " (" + parts.group(1) + ")");
      }
    }
  }

  private static void check(String name, String value) throws Misfit {
    switch (name) {
      case "sslmode" -> {
        if (!SSL_MODES.contains(value)) {
          throw new Misfit("has an unknown sslmode: expected " + String.join(", ", SSL_MODES));
        }
      }
      case "sslrootcert" -> {
        if (value.isEmpty()) {
          throw new Misfit("has an empty sslrootcert");
        }
      }
      case "user", "password" ->
          throw new Misfit("holds the parameter " + name + ", which is an option of its own");
      default ->
          throw new Misfit(
              "has a parameter that is not allowed: only sslmode and sslrootcert are",
              " (it has " + name + ")");
    }
  }
}
