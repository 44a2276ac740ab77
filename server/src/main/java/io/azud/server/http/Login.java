// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import java.util.List;
import java.util.Optional;

/** A way of finding out who sends a request. Thread-safe. */
public interface Login {

  /** {@code token}, {@code proxy} or {@code oidc}. */
  String kind();

  Optional<Identity> identify(Request request);

  /** Where a browser without a session is sent; open to everybody. */
  String page();

  /** The routes that this way of logging in needs. */
  List<Route> routes();
}
