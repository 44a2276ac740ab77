// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Field;
import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.Place;
import java.util.List;

/** What must hold between the options of an environment. */
final class EnvironmentRules {

  private EnvironmentRules() {}

  static void check(Place root) {
    root.find(EnvironmentShape.STORE).ifPresent(EnvironmentRules::checkStore);
    root.find(EnvironmentShape.CATALOG).ifPresent(EnvironmentRules::checkCatalog);
    root.find(EnvironmentShape.LOGS)
        .flatMap(logs -> logs.find(LogShapes.ELASTICSEARCH))
        .ifPresent(EnvironmentRules::checkLogStore);
  }

  private static void checkLogStore(Place store) {
    boolean user = store.has(LogShapes.USER);
    if (user != store.has(LogShapes.PASSWORD)) {
      store
          .at(user ? LogShapes.USER : LogShapes.PASSWORD)
          .problem("user and password are given together, or neither of them");
    }
    if (user && store.has(LogShapes.API_KEY)) {
      store.at(LogShapes.API_KEY).problem("give either a user or an apiKey, not both");
    }
  }

  private static void checkStore(Place store) {
    boolean accessKey = store.has(StoreShape.ACCESS_KEY);
    if (accessKey != store.has(StoreShape.SECRET_KEY)) {
      store
          .at(accessKey ? StoreShape.ACCESS_KEY : StoreShape.SECRET_KEY)
          .problem("accessKey and secretKey are given together, or neither of them");
    }
  }

  private static void checkCatalog(Place catalog) {
    switch (catalog.read(CatalogShape.TYPE).orElse("")) {
      case "jdbc" -> checkJdbc(catalog);
      case "rest" -> checkRest(catalog);
      case "glue" -> checkGlue(catalog);
      default -> {
        // the type's own problem has been reported
      }
    }
  }

  private static void checkJdbc(Place catalog) {
    require(catalog, CatalogShape.URI);
    require(catalog, CatalogShape.USER);
    inspect(catalog, CatalogShape.URI, JdbcUrl::checked);
    inspect(catalog, CatalogShape.WAREHOUSE, Addresses::warehouse);
  }

  private static void checkRest(Place catalog) {
    require(catalog, CatalogShape.URI);
    inspect(catalog, CatalogShape.URI, Addresses::http);
  }

  private static void checkGlue(Place catalog) {
    for (Field<String> field : List.of(CatalogShape.URI, CatalogShape.USER)) {
      if (catalog.has(field)) {
        catalog
            .at(field)
            .problem(field.name() + " has no meaning for a glue catalog: leave it out");
      }
    }
    inspect(catalog, CatalogShape.WAREHOUSE, Addresses::warehouse);
  }

  private static void require(Place catalog, Field<String> field) {
    if (!catalog.has(field)) {
      String type = catalog.read(CatalogShape.TYPE).orElse("");
      catalog.problem("missing key \"" + field.name() + "\" in catalog: needed by type " + type);
    }
  }

  private static void inspect(Place catalog, Field<String> field, Inspection inspection) {
    if (!catalog.has(field)) {
      return;
    }
    String value = catalog.read(field).orElse("");
    if (value.isEmpty()) {
      return;
    }
    try {
      inspection.inspect(value);
    } catch (Misfit e) {
      catalog.at(field).problem("this value (not shown)", e);
    }
  }

  /** Throws a misfit when a text is not what it should be. */
  @FunctionalInterface
  private interface Inspection {
    void inspect(String text) throws Misfit;
  }
}
