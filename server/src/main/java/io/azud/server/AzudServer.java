// SPDX-License-Identifier: Apache-2.0
package io.azud.server;

import io.azud.engine.database.PostgresDatabase;
import io.azud.pipeline.Pipeline;
import io.azud.server.console.Console;
import io.azud.server.console.IncidentRoutes;
import io.azud.server.console.LevelOne;
import io.azud.server.http.Access;
import io.azud.server.http.AccessTokens;
import io.azud.server.http.HttpServer;
import io.azud.server.http.Login;
import io.azud.server.http.OidcLogin;
import io.azud.server.http.OidcProvider;
import io.azud.server.http.ProxyLogin;
import io.azud.server.http.Reply;
import io.azud.server.http.Route;
import io.azud.server.http.SessionCookie;
import io.azud.server.http.Sessions;
import io.azud.server.http.TokenLogin;
import io.azud.server.incident.IncidentDesk;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.Spool;
import io.azud.server.incident.alert.AlertReceiver;
import io.azud.server.incident.diagnosis.Scene;
import io.azud.server.incident.procedure.IncidentWorker;
import io.azud.server.incident.procedure.Site;
import io.azud.server.incident.remedy.Hands;
import io.azud.server.metrics.MetricsPage;
import io.azud.server.metrics.PipelineMetrics;
import io.azud.server.metrics.ProbePace;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code azud serve}: metrics, console and alert receiver for the pipelines of one environment,
 * behind one HTTP port. It derives everything from the ledger, the sources and the stores, and is
 * no part of any pipeline's path: pipelines run on without it.
 */
public final class AzudServer implements AutoCloseable {
  private final AccessTokens tokens;
  private final Login login;
  private final Console console;
  private final PipelineMetrics metrics;
  private final IncidentWorker incidents;
  private final IncidentDesk desk;
  private final HttpServer http;

  /**
   * Wires everything; connects to nothing but the token file.
   *
   * @param hands what can be done for the pipeline of an incident
   */
  public AzudServer(
      ServeOptions options, List<Pipeline> pipelines, Site site, Function<Scene, Hands> hands) {
    tokens = AccessTokens.in(options.tokenFile());
    login = login(options, site.clock());
    PrometheusRegistry registry = new PrometheusRegistry();
    metrics =
        new PipelineMetrics(
            pipelines, site.environment(), site.platform(), ProbePace.DEFAULT, site.clock());
    metrics.register(registry);
    IncidentLedger ledger = new IncidentLedger(new PostgresDatabase(site.environment().ledger()));
    incidents = new IncidentWorker(site, ledger, options.places().bundles(), hands);
    Spool spool = new Spool(options.places().waiting(), site.clock());
    desk = new IncidentDesk(ledger, spool, incidents);
    console =
        new Console(
            pipelines,
            site.environment(),
            new IncidentRoutes(
                ledger,
                new AlertReceiver(desk),
                new LevelOne(site, ledger, options.places().bundles(), hands)),
            site.clock());
    List<Route> routes = new ArrayList<>(health());
    routes.add(
        Route.get(
            "/metrics",
            Access.METRICS,
            request -> metrics(registry, request.header("Accept").orElse(""))));
    routes.addAll(console.routes(login.kind(), login.page()));
    http = new HttpServer(options.address(), login, tokens, routes, console.streams());
  }

  private Login login(ServeOptions options, Clock clock) {
    ServeOptions.LoginWay way = options.login();
    if (way instanceof ServeOptions.LoginWay.Proxy proxy) {
      return new ProxyLogin(proxy.trust());
    }
    SessionCookie cookie = new SessionCookie(new Sessions(clock), options.address());
    if (way instanceof ServeOptions.LoginWay.Oidc oidc) {
      OidcProvider provider = new OidcProvider(oidc.client(), () -> http.base());
      return new OidcLogin(provider, cookie, options.address(), clock);
    }
    return new TokenLogin(tokens, cookie);
  }

  private List<Route> health() {
    return List.of(
        Route.get("/health/live", Access.OPEN, request -> Reply.json(Map.of("status", "live"))),
        Route.get("/health/ready", Access.OPEN, request -> ready()));
  }

  /** Ready is who has looked once; what was seen is not the server's own health. */
  private Reply ready() {
    return console.isReady()
        ? Reply.json(Map.of("status", "ready"))
        : Reply.json(503, Map.of("status", "starting"));
  }

  private static Reply metrics(PrometheusRegistry registry, String accept) {
    MetricsPage page = MetricsPage.of(registry, accept);
    return new Reply(200, page.contentType(), page.body(), Map.of());
  }

  /**
   * Starts to look and to answer.
   *
   * @throws io.azud.error.AzudException {@code USAGE} when the port is taken
   */
  public void start() {
    http.start();
    console.start();
    metrics.start();
    incidents.start(desk);
  }

  public int port() {
    return http.port();
  }

  /** Where a person begins: with the token, when that is how one logs in. */
  public String url() {
    return login instanceof TokenLogin token ? token.url(http.base()) : http.base() + "/";
  }

  @Override
  public void close() {
    http.close();
    console.close();
    metrics.close();
    incidents.close();
  }
}
