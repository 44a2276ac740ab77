// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logging in with a token from the token file; for one machine, or as a way in for scripts. */
public final class TokenLogin implements Login {
  private static final String PAGE = "/login.html";

  private final AccessTokens tokens;
  private final SessionCookie cookie;

  public TokenLogin(AccessTokens tokens, SessionCookie cookie) {
    this.tokens = tokens;
    this.cookie = cookie;
  }

  @Override
  public String kind() {
    return "token";
  }

  @Override
  public Optional<Identity> identify(Request request) {
    return cookie.identify(request);
  }

  @Override
  public String page() {
    return PAGE;
  }

  /**
   * Where a person logs in without typing: the token stands behind the {@code #}, so that it never
   * gets into a log.
   */
  public String url(String base) {
    return base + PAGE + "#" + tokens.operate();
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/api/login", Access.OPEN, this::login), cookie.logout());
  }

  private Reply login(Request request) {
    String token = request.json().path("token").asText("");
    User user =
        tokens
            .holder(token)
            .orElseThrow(
                () -> new Refusal(401, "TOKEN_WRONG", "this is not a token of this server"));
    return cookie.begin(Reply.json(Map.of("user", user.name())), user);
  }
}
