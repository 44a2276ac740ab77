// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.Values;
import io.azud.environment.Environment;
import io.azud.environment.Environment.Database;
import io.azud.environment.Environment.Kafka;
import io.azud.environment.Environment.Spark;
import io.azud.environment.IncidentPolicy;
import io.azud.environment.Logs;
import io.azud.environment.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The environment file as a whole. */
final class EnvironmentShape {
  private static final Database NO_DATABASE = new Database("", "", Secret.NONE);

  static final Field<String> NAME =
      Field.required("name", Names.of("an environment name"), "Shown in outcomes and logs.")
          .example("local");

  static final Field<Kafka> KAFKA =
      Field.optional(
          "kafka",
          SystemShapes.KAFKA,
          Kafka.NONE,
          "The Kafka cluster; not needed when no pipeline reads from Kafka.");

  static final Field<Spark> SPARK =
      Field.withDefault("spark", SystemShapes.SPARK, "{}", "The Spark that does the work.");

  static final Field<Database> POSTGRES =
      Field.required(
          "postgres", SystemShapes.DATABASE, "The database that the PostgreSQL sinks write to.");

  static final Field<Database> LEDGER =
      Field.optional(
          "ledger",
          SystemShapes.DATABASE,
          NO_DATABASE,
          "The database of the ledger; without it that of `postgres`.");

  static final Field<Environment.Store> STORE =
      Field.withDefault(
          "store", StoreShape.SHAPE, "{}", "The object storage of the lake and of `s3://` files.");

  static final Field<Environment.Catalog> CATALOG =
      Field.required("catalog", CatalogShape.SHAPE, "The Iceberg catalog.");

  static final Field<String> PLATFORM_DATA =
      Field.required(
              "data",
              Scalars.text("a directory", EnvironmentShape::directory),
              "The directory of `azud up`, relative to this file.")
          .example("/var/lib/azud");

  static final Field<String> PLATFORM =
      Field.optional(
          "platform",
          ObjectShape.of(
              "platform",
              "The embedded platform, when this environment is one.",
              List.of(PLATFORM_DATA),
              values -> values.get(PLATFORM_DATA)),
          "",
          "The embedded platform, when this environment is one.");

  static final Field<IncidentPolicy> INCIDENTS =
      Field.optional(
          "incidents",
          IncidentShapes.POLICY,
          IncidentPolicy.NONE,
          "What becomes of incidents; without it nothing is done by itself and nobody is told.");

  static final Field<Logs> LOGS =
      Field.optional(
          "logs", LogShapes.LOGS, Logs.NONE, "Where the log is kept, and where it is read from.");

  static final ObjectShape<Environment> SHAPE =
      ObjectShape.of(
              "environment",
              "An environment: the systems that pipelines run on.",
              List.of(
                  ApiVersion.FIELD,
                  NAME,
                  KAFKA,
                  SPARK,
                  POSTGRES,
                  LEDGER,
                  STORE,
                  CATALOG,
                  PLATFORM,
                  INCIDENTS,
                  LOGS),
              EnvironmentShape::environment)
          .refusing(
              Map.of(
                  "source", "this looks like a pipeline file, and here an environment is expected",
                  "s3", "object storage is called store"));

  private EnvironmentShape() {}

  private static Environment environment(Values values) {
    Database ledger = values.get(LEDGER);
    return new Environment(
        values.get(NAME),
        values.get(KAFKA),
        values.get(SPARK),
        values.get(POSTGRES),
        ledger.equals(NO_DATABASE) ? values.get(POSTGRES) : ledger,
        values.get(STORE),
        values.get(CATALOG),
        values.get(PLATFORM),
        values.get(INCIDENTS),
        values.get(LOGS));
  }

  static String directory(String text, Path directory) throws Misfit {
    try {
      return directory.resolve(text).normalize().toString();
    } catch (InvalidPathException e) {
      throw new Misfit("is not a directory: " + e.getReason());
    }
  }
}
