// SPDX-License-Identifier: Apache-2.0
package io.azud.server.console;

import io.azud.engine.WatchedPipeline;
import io.azud.environment.Environment;
import io.azud.pipeline.Pipeline;
import io.azud.server.http.Access;
import io.azud.server.http.Identity;
import io.azud.server.http.Reply;
import io.azud.server.http.Request;
import io.azud.server.http.Route;
import io.azud.server.http.Streams;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page at {@code /} and what it asks: pipelines as they flow, their books, dead letters and
 * incidents. Looks at the pipelines in the background and tells open pages what is new.
 */
public final class Console implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Clock clock;
  private final Watching watching;
  private final Streams streams;
  private final Redrives redrives;
  private final IncidentRoutes incidents;

  /**
   * @param environment where the pipelines run
   */
  public Console(
      List<Pipeline> pipelines, Environment environment, IncidentRoutes incidents, Clock clock) {
    this.clock = clock;
    this.streams = new Streams(this::overviewJson);
    this.watching =
        new Watching(
            pipelines.stream()
                .map(each -> new Watch(new WatchedPipeline(each, environment), clock))
                .toList(),
            EVERY,
            () -> streams.send(overviewJson()));
    this.redrives = new Redrives(environment);
    this.incidents = incidents;
  }

  /** What pages that stay open listen to. */
  public Streams streams() {
    return streams;
  }

  /**
   * @param login how people log in here, and where: {@code token}, {@code proxy} or {@code oidc}
   */
  public List<Route> routes(String login, String loginPage) {
    List<Route> routes = new ArrayList<>(Assets.routes());
    routes.add(Route.get("/api/session", Access.OPEN, r -> session(r, login, loginPage)));
    routes.add(Route.get("/api/overview", Access.READ, request -> Reply.json(overview())));
    routes.addAll(new PipelineRoutes(watching, redrives).routes());
    routes.addAll(incidents.routes());
    return routes;
  }

  private static Reply session(Request request, String login, String loginPage) {
    Map<String, Object> session = new LinkedHashMap<>();
    session.put("login", login);
    session.put("loginPage", loginPage);
    session.put("user", request.identity().map(who -> who.user().name()).orElse(null));
    session.put("role", request.identity().map(who -> who.user().role().name()).orElse(null));
    session.put("csrf", request.identity().map(Identity::csrf).orElse(null));
    return Reply.json(session);
  }

  private Overview overview() {
    return new Overview(
        clock.millis(),
        watching.all().stream()
            .flatMap(watch -> Overview.flow(watch, watch.deadLetters()).stream())
            .toList());
  }

  private String overviewJson() {
    return new String(Reply.json(overview()).body(), StandardCharsets.UTF_8);
  }

  /** Whether every pipeline has been looked at, with whatever result. */
  public boolean isReady() {
    return watching.isReady();
  }

  public void start() {
    watching.start();
  }

  @Override
  public void close() {
    watching.close();
  }
}
