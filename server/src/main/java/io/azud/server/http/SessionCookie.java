// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import java.util.List;
import java.util.Optional;

/** The cookie that carries a session, and the routes that every session needs. */
public final class SessionCookie {
  private final Sessions sessions;
  private final boolean secure;

  /**
   * @param address where browsers find the server; with https the cookie is never sent without it
   */
  public SessionCookie(Sessions sessions, ServerAddress address) {
    this.sessions = sessions;
    this.secure = address.isSecure();
  }

  private String name() {
    return secure ? "__Host-azud" : "azud_session";
  }

  Optional<Identity> identify(Request request) {
    return request
        .cookie(name())
        .flatMap(sessions::find)
        .map(session -> new Identity(session.user(), session.csrf()));
  }

  /** Logs somebody in with this reply. */
  Reply begin(Reply reply, User user) {
    return reply.with("Set-Cookie", cookie(sessions.begin(user), ""));
  }

  Route logout() {
    return Route.post(
        "/api/logout",
        Access.READ,
        request -> {
          request.cookie(name()).ifPresent(sessions::end);
          return Reply.json(List.of()).with("Set-Cookie", cookie("", "; Max-Age=0"));
        });
  }

  private String cookie(String value, String more) {
    return name()
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite=Strict"
        + (secure ? "; Secure" : "")
        + more;
  }
}
