// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.SecretShape;
import io.azud.environment.Logs;
import io.azud.environment.Logs.Elasticsearch;
import io.azud.environment.Secret;
import java.util.List;

/** What becomes of the log, as an environment declares it. */
final class LogShapes {
  static final Field<String> DIRECTORY =
      Field.optional(
              "directory",
              Scalars.text("a directory", EnvironmentShape::directory),
              "",
              "Where each command appends its log as ECS JSON lines, relative to this file; made"
                  + " when missing, for its owner only.")
          .example("/var/log/azud");

  static final Field<Long> MAX_MEGABYTES =
      Field.withDefault(
          "maxMegabytes",
          Scalars.integer(1, 1_000_000),
          "100",
          "How much the files in the directory take together, about; the oldest are deleted.");

  static final Field<String> URL =
      Field.required("url", Addresses.http(), "Where it is.").example("https://elastic:9200");

  static final Field<String> INDEX =
      Field.withDefault(
          "index",
          Scalars.matching(
              "an index",
              "^[a-z0-9][a-z0-9._*,-]{0,250}$",
              "use lower case letters, digits, dots, hyphens, underscores; * and commas for"
                  + " several"),
          "logs-azud-default",
          "The data stream, index or alias that the lines are in.");

  static final Field<String> USER =
      Field.optional("user", Scalars.text(), "", "The user's name, when the store asks for one.");

  static final Field<Secret> PASSWORD =
      Field.optional("password", SecretShape.any(), Secret.NONE, "The user's password.")
          .example("'${env:AZUD_ELASTIC_PASSWORD}'");

  static final Field<Secret> API_KEY =
      Field.optional(
              "apiKey",
              SecretShape.any(),
              Secret.NONE,
              "An encoded API key instead of user and password; it needs to read the index only.")
          .example("'${env:AZUD_ELASTIC_API_KEY}'");

  static final Field<List<Elasticsearch>> ELASTICSEARCH =
      Field.optional(
          "elasticsearch",
          ObjectShape.of(
                  "elasticsearch",
                  "A store that a shipper brings the lines to.",
                  List.of(URL, INDEX, USER, PASSWORD, API_KEY),
                  values ->
                      new Elasticsearch(
                          values.get(URL),
                          values.get(INDEX),
                          values.get(USER),
                          values.get(PASSWORD),
                          values.get(API_KEY)))
              .map(List::of),
          List.of(),
          "The Elasticsearch or OpenSearch that `azud logs` reads from; Azud itself never writes to"
              + " it.");

  static final ObjectShape<Logs> LOGS =
      ObjectShape.of(
          "logs",
          "What becomes of the log, besides stderr.",
          List.of(DIRECTORY, MAX_MEGABYTES, ELASTICSEARCH),
          values ->
              new Logs(
                  values.get(DIRECTORY),
                  values.get(MAX_MEGABYTES).intValue(),
                  values.get(ELASTICSEARCH)));

  private LogShapes() {}
}
