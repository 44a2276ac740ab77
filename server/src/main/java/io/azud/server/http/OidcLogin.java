// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Logging in at an OpenID provider: the authorization code flow with PKCE (<a
 * href="https://www.rfc-editor.org/rfc/rfc7636">RFC 7636</a>), bound to the browser that began it.
 */
public final class OidcLogin implements Login {
  private static final String PAGE = "/login/oidc";
  static final String CALLBACK = "/login/callback";
  private static final String FLOW_COOKIE = "azud_login";

  private final OidcProvider provider;
  private final SessionCookie cookie;
  private final PendingLogins pending;
  private final boolean secure;

  public OidcLogin(
      OidcProvider provider, SessionCookie cookie, ServerAddress address, Clock clock) {
    this.provider = provider;
    this.cookie = cookie;
    this.pending = new PendingLogins(clock);
    this.secure = address.isSecure();
  }

  @Override
  public String kind() {
    return "oidc";
  }

  @Override
  public Optional<Identity> identify(Request request) {
    return cookie.identify(request);
  }

  @Override
  public String page() {
    return PAGE;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get(PAGE, Access.OPEN, request -> begin()),
        Route.get(CALLBACK, Access.OPEN, this::end),
        cookie.logout());
  }

  private Reply begin() {
    PendingLogins.Started started = pending.start();
    // Lax: the way back comes from the provider's site.
    return Reply.redirect(provider.authorize(started.attempt()).toString())
        .with("Set-Cookie", flowCookie(started.browser(), 600));
  }

  private Reply end(Request request) {
    String state = request.query("state", "");
    String browser = request.cookie(FLOW_COOKIE).orElse("");
    PendingLogins.Attempt attempt =
        pending
            .end(state, browser)
            .orElseThrow(
                () ->
                    new Refusal(
                        400, "LOGIN_EXPIRED", "this login was not begun here, or too long ago"));
    String code =
        request
            .query("code")
            .orElseThrow(
                () -> new Refusal(403, "LOGIN_REFUSED", "the provider did not let you in"));
    User user = provider.user(code, attempt);
    return cookie.begin(Reply.redirect("/"), user);
  }

  private String flowCookie(String value, int seconds) {
    return FLOW_COOKIE
        + "="
        + value
        + "; Path="
        + CALLBACK
        + "; HttpOnly; SameSite=Lax; Max-Age="
        + seconds
        + (secure ? "; Secure" : "");
  }

  /** What an answer of the provider told of somebody, as roles go. */
  static User userOf(Map<String, Object> claims, String groupsClaim, String operators) {
    String name =
        List.of("preferred_username", "email", "sub").stream()
            .map(claims::get)
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElseThrow(() -> new Refusal(403, "LOGIN_REFUSED", "the provider names nobody"));
    boolean operates =
        claims.get(groupsClaim) instanceof List<?> groups && groups.contains(operators);
    return new User(name, operates ? Role.OPERATE : Role.READ);
  }
}
