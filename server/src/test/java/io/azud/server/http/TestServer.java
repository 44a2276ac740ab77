// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real server with one route of each kind, and what a client does with it. */
final class TestServer implements AutoCloseable {
  private static final Pattern CSRF = Pattern.compile("\"csrf\":\"([^\"]+)\"");
  private final AccessTokens tokens;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  TestServer(ServerAddress address, Path directory, Function<AccessTokens, Login> login) {
    tokens = AccessTokens.in(directory.resolve("tokens"));
    server =
        new HttpServer(
            address, login.apply(tokens), tokens, routes(), new Streams(() -> "{\"n\":1}"));
    server.start();
  }

  static TestServer withTokens(Path directory) {
    ServerAddress address = ServerAddress.loopback(0);
    return new TestServer(address, directory, tokens -> tokenLogin(tokens, address));
  }

  static Login tokenLogin(AccessTokens tokens, ServerAddress address) {
    return new TokenLogin(tokens, new SessionCookie(new Sessions(Clock.systemUTC()), address));
  }

  private static List<Route> routes() {
    return List.of(
        Route.get("/open", Access.OPEN, request -> Reply.json(Map.of("open", true))),
        Route.get("/read", Access.READ, request -> Reply.json(request.user())),
        Route.get(
            "/session",
            Access.OPEN,
            request -> Reply.json(Map.of("csrf", request.identity().orElseThrow().csrf()))),
        Route.post("/change", Access.OPERATE, request -> Reply.json(request.json())),
        Route.post("/alert", Access.ALERT, request -> Reply.json(request.body().length)),
        Route.get("/numbers", Access.METRICS, request -> Reply.text(200, "text/plain", "n 1")),
        Route.get(
            "/fault",
            Access.READ,
            request -> {
              throw new IllegalStateException("secret-of-the-inside");
            }));
  }

  AccessTokens tokens() {
    return tokens;
  }

  int port() {
    return server.port();
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send(request(path, headers).POST(BodyPublishers.ofString(body)).build());
  }

  /** Without saying beforehand how long the body is. */
  HttpResponse<String> postInChunks(String path, byte[] body, String... headers) {
    return send(
        request(path, headers)
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))
            .build());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Logs in as a browser does and returns the cookie. */
  String logIn(String token) {
    String set =
        post("/api/login", "{\"token\": \"" + token + "\"}")
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow();
    return set.substring(0, set.indexOf(';'));
  }

  /** What the page of this session sends along with a change. */
  String csrf(String cookie) {
    Matcher found = CSRF.matcher(get("/session", "Cookie", cookie).body());
    if (!found.find()) {
      throw new AssertionError("no token in the session");
    }
    return found.group(1);
  }

  @Override
  public void close() {
    server.close();
  }
}
