// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one route's requests out. Who asks is decided before the first byte of a body is read;
 * the route itself runs on a thread that may block.
 */
final class RouteHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RouteHandler.class);
  private static final HttpString CONTENT_TYPE = new HttpString("Content-Type");
  private static final HttpString CACHE_CONTROL = new HttpString("Cache-Control");

  private final Route route;
  private final Gate gate;

  RouteHandler(Route route, Gate gate) {
    this.route = route;
    this.gate = gate;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    try {
      Request asking = new Request(exchange, Optional.empty(), new byte[0]);
      Optional<Identity> identity = gate.identify(asking);
      gate.require(route, asking, identity);
      Body.receive(
          exchange,
          route.maxBody(),
          body ->
              exchange.dispatch(
                  () -> send(exchange, answer(new Request(exchange, identity, body)))));
    } catch (Refusal e) {
      exchange.setPersistent(exchange.isRequestComplete());
      send(exchange, e.reply());
    }
  }

  private Reply answer(Request request) {
    try {
      return route.handler().handle(request);
    } catch (Refusal e) {
      return e.reply();
    } catch (AzudException e) {
      return failed(e);
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", route.method(), route.path(), e);
      return fault();
    }
  }

  private static Reply failed(AzudException e) {
    if (e.code() == ErrorCode.INTERNAL) {
      LOG.error("a request failed", e);
      return fault();
    }
    int status =
        switch (e.code()) {
          case USAGE -> 400;
          case NOTHING_TO_DO, FENCED, TRY_AGAIN -> 409;
          default -> 503;
        };
    return Reply.error(status, e.code().name(), e.getMessage());
  }

  private static Reply fault() {
    return Reply.error(
        500, ErrorCode.INTERNAL.name(), "this is a fault of Azud; its log tells more");
  }

  static void send(HttpServerExchange exchange, Reply reply) {
    exchange.setStatusCode(reply.status());
    exchange.getResponseHeaders().put(CONTENT_TYPE, reply.type());
    exchange.getResponseHeaders().put(CACHE_CONTROL, "no-store");
    reply
        .headers()
        .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
    exchange.getResponseSender().send(ByteBuffer.wrap(reply.body()));
  }
}
