// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.ObjectShape;
import io.azud.engine.definition.binding.OpenMapShape;
import io.azud.engine.definition.binding.Scalars;
import io.azud.engine.definition.binding.SecretShape;
import io.azud.engine.definition.binding.Values;
import io.azud.environment.Environment.Catalog;
import io.azud.environment.Secret;
import java.util.List;
import java.util.Map;

/** The Iceberg catalog. */
final class CatalogShape {
  private static final String AN_OPTION = "it is an option of the catalog itself";
  private static final String OWNED = "Azud sets it itself";

  static final Field<String> TYPE =
      Field.required("type", Scalars.oneOf("jdbc", "rest", "glue"), "What kind of catalog it is.")
          .example("jdbc");

  static final Field<String> NAME =
      Field.withDefault(
          "name",
          Names.of("a catalog name"),
          "azud",
          "The catalog's name; with `jdbc` it is part of the tables' identity.");

  static final Field<String> URI =
      Field.optional(
              "uri",
              Scalars.text().unshown(),
              "",
              "Where it is: `jdbc:postgresql://host:port/database` or `https://host/path`; not for"
                  + " `glue`.")
          .example("jdbc:postgresql://postgres:5432/azud");

  static final Field<String> USER =
      Field.optional("user", Scalars.text(), "", "The user's name; needed by `jdbc`.")
          .example("azud");

  static final Field<Secret> PASSWORD =
      Field.optional("password", SecretShape.any(), Secret.NONE, "The user's password.")
          .example("'${env:AZUD_CATALOG_PASSWORD}'");

  static final Field<String> WAREHOUSE =
      Field.required(
              "warehouse",
              Scalars.text().unshown(),
              "Where tables are made: `s3://bucket/prefix`; with `rest` also the name that the"
                  + " catalog knows.")
          .example("s3://lake/warehouse");

  static final Field<String> NAMESPACE =
      Field.withDefault(
          "namespace",
          Names.of("a namespace"),
          "azud",
          "Where tables without a namespace of their own are made.");

  static final Field<Map<String, Secret>> PROPERTIES =
      Field.withDefault(
              "properties",
              OpenMapShape.except(
                  Map.of(
                      "type", AN_OPTION,
                      "uri", AN_OPTION,
                      "warehouse", AN_OPTION,
                      "jdbc.user", AN_OPTION,
                      "jdbc.password", AN_OPTION,
                      "catalog-impl", OWNED,
                      "io-impl", OWNED,
                      "metrics-reporter-impl", OWNED)),
              "{}",
              "Properties of the catalog, handed to it unchanged. Secrets by reference only.")
          .example("{credential: '${env:CATALOG_CREDENTIAL}'}");

  static final ObjectShape<Catalog> SHAPE =
      ObjectShape.of(
          "catalog",
          "An Iceberg catalog.",
          List.of(TYPE, NAME, URI, USER, PASSWORD, WAREHOUSE, NAMESPACE, PROPERTIES),
          CatalogShape::catalog);

  private CatalogShape() {}

  private static Catalog catalog(Values values) {
    return new Catalog(
        values.get(TYPE),
        values.get(NAME),
        values.get(URI),
        values.get(USER),
        values.get(PASSWORD),
        values.get(WAREHOUSE),
        values.get(NAMESPACE),
        values.get(PROPERTIES));
  }
}
