// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Events for whoever watches: each new watcher gets the last one at once, and all get the next
 * ones. Thread-safe.
 */
public final class Streams implements AutoCloseable {
  static final String PATH = "/api/events";
  private static final long KEEP_ALIVE_MILLIS = 5_000;

  private final Supplier<String> latest;
  private final ServerSentEventHandler watchers;

  /**
   * @param latest what a new watcher gets first
   */
  public Streams(Supplier<String> latest) {
    this.latest = latest;
    this.watchers = Handlers.serverSentEvents(this::welcome);
  }

  private void welcome(ServerSentEventConnection watcher, String lastEventId) {
    // Also what tells a watcher that is gone from one to whom nothing happens.
    watcher.setKeepAliveTime(KEEP_ALIVE_MILLIS);
    watcher.send(latest.get());
  }

  /** Sends an event, one JSON document, to everybody who watches. */
  public void send(String json) {
    for (ServerSentEventConnection watcher : watchers.getConnections()) {
      watcher.send(json);
    }
  }

  public int watchers() {
    return watchers.getConnections().size();
  }

  HttpHandler behind(Gate gate, int most) {
    Route route = Route.get(PATH, Access.READ, request -> Reply.json(""));
    return exchange -> open(exchange, gate, route, most);
  }

  private void open(HttpServerExchange exchange, Gate gate, Route route, int most)
      throws Exception {
    try {
      Request request = new Request(exchange, Optional.empty(), new byte[0]);
      gate.require(route, request, gate.identify(request));
      if (watchers.getConnections().size() >= most) {
        throw new Refusal(503, "TOO_MANY", "too many pages are open; close some");
      }
    } catch (Refusal e) {
      RouteHandler.send(exchange, e.reply());
      return;
    }
    exchange.getResponseHeaders().put(io.undertow.util.Headers.CACHE_CONTROL, "no-store");
    watchers.handleRequest(exchange);
  }

  @Override
  public void close() {
    watchers.getConnections().forEach(ServerSentEventConnection::shutdown);
  }
}
