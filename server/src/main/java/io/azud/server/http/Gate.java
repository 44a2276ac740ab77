// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import java.util.Optional;

/** Decides whether a request may use a route. */
final class Gate {
  private static final String BEARER = "Bearer ";

  private final Login login;
  private final AccessTokens tokens;
  private final boolean openMetrics;

  Gate(Login login, AccessTokens tokens, ServerAddress address) {
    this.login = login;
    this.tokens = tokens;
    this.openMetrics = address.isLoopback() && address.publicUrl().isEmpty();
  }

  /**
   * @throws Refusal 401 when nobody knows who asks, 403 when it is known and not allowed
   */
  void require(Route route, Request request, Optional<Identity> identity) {
    switch (route.access()) {
      case OPEN -> {}
      case METRICS -> requireScraper(request);
      case ALERT -> requireAlertToken(request);
      case READ -> require(Role.READ, route, request, identity);
      case OPERATE -> require(Role.OPERATE, route, request, identity);
    }
  }

  /** A token in the request's header, or whatever the way of logging in goes by. */
  Optional<Identity> identify(Request request) {
    Optional<String> bearer = bearer(request);
    return bearer.isPresent()
        ? bearer.flatMap(tokens::holder).map(user -> new Identity(user, ""))
        : login.identify(request);
  }

  private void requireScraper(Request request) {
    if (!openMetrics && bearer(request).flatMap(tokens::holder).isEmpty()) {
      throw unknown("scrape with 'Authorization: Bearer' and the read token of the token file");
    }
  }

  private void requireAlertToken(Request request) {
    if (bearer(request).filter(tokens::isAlertToken).isEmpty()) {
      throw unknown("deliver with 'Authorization: Bearer' and the alerts token of the token file");
    }
  }

  private void require(Role needed, Route route, Request request, Optional<Identity> identity) {
    Identity who = identity.orElseThrow(() -> unknown("log in at " + login.page()));
    if (!who.user().role().allows(needed)) {
      throw new Refusal(403, "NOT_ALLOWED", "this needs the role 'operate'; you may read");
    }
    if (!route.method().equals("GET") && !who.csrf().isEmpty()) {
      String given = request.header("X-Azud-Csrf").orElse("");
      if (!Secrets.same(who.csrf(), given)) {
        throw new Refusal(
            403, "NOT_FROM_HERE", "this did not come from Azud's own page; load the page again");
      }
    }
  }

  private static Refusal unknown(String advice) {
    return new Refusal(401, "NOT_LOGGED_IN", "nobody is logged in: " + advice);
  }

  private static Optional<String> bearer(Request request) {
    return request
        .header("Authorization")
        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(header -> header.substring(BEARER.length()).strip());
  }
}
