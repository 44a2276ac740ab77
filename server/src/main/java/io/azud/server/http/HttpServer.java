// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.RequestLimitingHandler;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xnio.Options;

/**
 * The HTTP server: routes behind one gate, with limits on everything that a client could use up.
 * Thread-safe once started.
 */
public final class HttpServer implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 512;
  private static final int MOST_REQUESTS = 32;
  private static final int MOST_WAITING = 128;
  private static final int MOST_STREAMS = 64;
  private static final long LONGEST_BODY = 2 << 20;
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration PARTING = Duration.ofSeconds(5);

  private final ServerAddress address;
  private final GracefulShutdownHandler requests;
  private final Streams streams;
  private final Undertow undertow;

  /**
   * @param streams paths that stay open and send events
   */
  public HttpServer(
      ServerAddress address,
      Login login,
      AccessTokens tokens,
      List<Route> routes,
      Streams streams) {
    this.address = address;
    this.streams = streams;
    Gate gate = new Gate(login, tokens, address);
    RoutingHandler routing = new RoutingHandler();
    routes.forEach(route -> add(routing, route, gate));
    login.routes().forEach(route -> add(routing, route, gate));
    routing.add("GET", Streams.PATH, streams.behind(gate, MOST_STREAMS));
    routing.setFallbackHandler(HttpServer::notFound);
    routing.setInvalidMethodHandler(HttpServer::wrongMethod);
    requests = new GracefulShutdownHandler(routing);
    undertow =
        Undertow.builder()
            .addHttpListener(address.port(), address.host())
            .setIoThreads(2)
            .setWorkerThreads(16)
            .setSocketOption(Options.READ_TIMEOUT, Math.toIntExact(SILENCE.toMillis()))
            .setSocketOption(Options.WRITE_TIMEOUT, Math.toIntExact(SILENCE.toMillis()))
            .setSocketOption(Options.CONNECTION_HIGH_WATER, MOST_CONNECTIONS)
            .setSocketOption(Options.CONNECTION_LOW_WATER, MOST_CONNECTIONS * 9 / 10)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LONGEST_BODY)
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16 << 10)
            .setServerOption(UndertowOptions.MAX_HEADERS, 64)
            .setServerOption(UndertowOptions.MAX_PARAMETERS, 32)
            .setServerOption(UndertowOptions.MAX_COOKIES, 32)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, (int) SILENCE.toMillis())
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 30_000)
            .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, false)
            .setHandler(new SecurityHeaders(address, requests))
            .build();
  }

  private static void add(RoutingHandler routing, Route route, Gate gate) {
    HttpHandler handler =
        new RequestLimitingHandler(MOST_REQUESTS, MOST_WAITING, new RouteHandler(route, gate));
    routing.add(route.method(), route.path(), handler);
    if (route.method().equals("GET")) {
      routing.add("HEAD", route.path(), handler);
    }
  }

  private static void notFound(HttpServerExchange exchange) {
    RouteHandler.send(exchange, Reply.error(404, "NOT_FOUND", "there is nothing here"));
  }

  private static void wrongMethod(HttpServerExchange exchange) {
    RouteHandler.send(
        exchange, Reply.error(405, "WRONG_METHOD", "this is asked in another way (GET or POST)"));
  }

  /**
   * @throws AzudException {@code USAGE} when the port is taken
   */
  public void start() {
    try {
      undertow.start();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof BindException) {
        throw new AzudException(
            ErrorCode.USAGE,
            "cannot listen on "
                + address.host()
                + ":"
                + address.port()
                + ": "
                + e.getCause().getMessage()
                + "; name another port with --port, or --port 0 for a free one",
            e);
      }
      throw e;
    }
  }

  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** Where browsers find the server. */
  public String base() {
    return address.base(port());
  }

  /** New requests are refused, those in hand get a few seconds to end. */
  @Override
  public void close() {
    streams.close();
    requests.shutdown();
    try {
      requests.awaitShutdown(PARTING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    undertow.stop();
  }
}
