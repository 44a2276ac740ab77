// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.server.http.Access;
import io.azud.server.http.Refusal;
import io.azud.server.http.Reply;
import io.azud.server.http.Request;
import io.azud.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The pages, and the two libraries that they use, out of the jars: nothing comes from the internet.
 * They hold no data and are open to everybody.
 */
final class Assets {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", Reply.JSON,
          "svg", "image/svg+xml",
          "webmanifest", "application/manifest+json");
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "lit-html", "/META-INF/resources/webjars/lit-html/3.2.1/",
          "uplot", "/META-INF/resources/webjars/uplot/1.6.30/dist/");
  private static final String FILE_NAME = "[A-Za-z0-9][A-Za-z0-9_-]*(\\.[a-z]+)*\\.[a-z]+";

  private Assets() {}

  static List<Route> routes() {
    return List.of(
        Route.get("/", Access.OPEN, request -> file("index.html")),
        Route.get("/{file}", Access.OPEN, request -> file(request.path("file"))),
        Route.get("/messages/{file}", Access.OPEN, request -> in("messages/", request)),
        Route.get("/js/{file}", Access.OPEN, request -> in("js/", request)),
        Route.get("/lib/{library}/{file}", Access.OPEN, request -> library(request, "")),
        Route.get(
            "/lib/{library}/directives/{file}",
            Access.OPEN,
            request -> library(request, "directives/")));
  }

  private static Reply file(String name) {
    return load("/io/azud/server/console/", name);
  }

  private static Reply in(String folder, Request request) {
    return load("/io/azud/server/console/" + folder, request.path("file"));
  }

  private static Reply library(Request request, String folder) {
    String root = LIBRARIES.get(request.path("library"));
    if (root == null) {
      throw nothing();
    }
    return load(root + folder, request.path("file"));
  }

  private static Reply load(String folder, String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null || !name.matches(FILE_NAME)) {
      throw nothing();
    }
    try (InputStream in = Assets.class.getResourceAsStream(folder + name)) {
      if (in == null) {
        throw nothing();
      }
      return new Reply(200, type, in.readAllBytes(), Map.of("Cache-Control", "no-cache"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Refusal nothing() {
    return Refusal.notFound("there is nothing here");
  }
}
