// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every answer tells the browser not to do; and requests for other hosts are refused. */
final class SecurityHeaders implements HttpHandler {
  private static final Map<HttpString, String> HEADERS = headers();
  private static final HttpString STRICT_TRANSPORT = new HttpString("Strict-Transport-Security");

  private final ServerAddress address;
  private final HttpHandler next;

  SecurityHeaders(ServerAddress address, HttpHandler next) {
    this.address = address;
    this.next = next;
  }

  private static Map<HttpString, String> headers() {
    Map<HttpString, String> headers = new LinkedHashMap<>();
    headers.put(
        new HttpString("Content-Security-Policy"),
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
            + " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    headers.put(new HttpString("X-Content-Type-Options"), "nosniff");
    headers.put(new HttpString("X-Frame-Options"), "DENY");
    headers.put(new HttpString("Referrer-Policy"), "no-referrer");
    headers.put(new HttpString("Cross-Origin-Opener-Policy"), "same-origin");
    headers.put(new HttpString("Cross-Origin-Resource-Policy"), "same-origin");
    headers.put(
        new HttpString("Permissions-Policy"),
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
    return headers;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HEADERS.forEach((name, value) -> exchange.getResponseHeaders().put(name, value));
    if (address.isSecure()) {
      exchange.getResponseHeaders().put(STRICT_TRANSPORT, "max-age=31536000");
    }
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (host == null || !address.accepts(host)) {
      RouteHandler.send(
          exchange, Reply.error(421, "WRONG_HOST", "this server does not go by that name"));
      return;
    }
    next.handleRequest(exchange);
  }
}
