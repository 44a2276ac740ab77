// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import io.azud.error.ErrorCode;
import io.azud.server.incident.diagnosis.Check;
import io.azud.server.incident.diagnosis.Observation;
import io.azud.server.incident.diagnosis.Scene;
import java.net.URI;
import java.util.List;

/** The object store takes connections. */
public final class StoreAddress implements Check {
  @Override
  public String name() {
    return "store-address";
  }

  @Override
  public String question() {
    return "Does the object store's name resolve, and is its port open from here?";
  }

  @Override
  public String target(Scene scene) {
    String endpoint = scene.environment().store().endpoint();
    return endpoint.isEmpty()
        ? "https://s3." + scene.environment().store().region() + ".amazonaws.com"
        : endpoint;
  }

  @Override
  public Observation observe(Scene scene) {
    if (scene.environment().catalog().warehouse().startsWith("file:")) {
      return Observation.ok(scene.environment().catalog().warehouse(), "a directory, not a store");
    }
    return Connect.toAnyOf(
        List.of(WebAddress.of(URI.create(target(scene)))), ErrorCode.STORE_UNREACHABLE);
  }
}
