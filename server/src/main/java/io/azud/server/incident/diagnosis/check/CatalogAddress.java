// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.environment.Environment;
import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.net.URI;
import java.util.List;

/** The Iceberg catalog takes connections. */
public final class CatalogAddress implements Check {
  private static final int POSTGRES_PORT = 5432;

  @Override
  public String name() {
    return "catalog-address";
  }

  @Override
  public String question() {
    return "Does the catalog's name resolve, and is its port open from here?";
  }

  @Override
  public String target(Scene scene) {
    Environment.Catalog catalog = scene.environment().catalog();
    return catalog.uri().isEmpty() ? catalog.type() + " catalog" : bare(catalog.uri());
  }

  @Override
  public Observation observe(Scene scene) {
    Environment.Catalog catalog = scene.environment().catalog();
    if (catalog.uri().isEmpty()) {
      return Observation.unknown(target(scene), "it has no address of its own");
    }
    return Connect.toAnyOf(List.of(address(catalog)), ErrorCode.CATALOG_UNREACHABLE);
  }

  private static Connect.Address address(Environment.Catalog catalog) {
    if (!catalog.type().equals("jdbc")) {
      return WebAddress.of(URI.create(catalog.uri()));
    }
    URI uri = URI.create(bare(catalog.uri()));
    return new Connect.Address(uri.getHost(), uri.getPort() < 0 ? POSTGRES_PORT : uri.getPort());
  }

  private static String bare(String uri) {
    String plain = uri.startsWith("jdbc:") ? uri.substring("jdbc:".length()) : uri;
    int parameters = plain.indexOf('?');
    return parameters < 0 ? plain : plain.substring(0, parameters);
  }
}
