// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.environment.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in at a real provider, as a browser is led there and back. */
class OidcLoginTest {
  @TempDir private Path directory;
  private final MockOAuth2Server provider = new MockOAuth2Server();
  private final HttpClient client = HttpClient.newHttpClient();
  private TestServer server;

  @BeforeEach
  void start() {
    provider.start();
    ServerAddress address = ServerAddress.loopback(0);
    OidcProvider.Client known =
        new OidcProvider.Client(
            provider.issuerUrl("team").toString(),
            "azud",
            Secret.of("client-secret"),
            "groups",
            "operators");
    server =
        new TestServer(
            address,
            directory,
            tokens ->
                new OidcLogin(
                    new OidcProvider(known, () -> "http://127.0.0.1:" + server.port()),
                    new SessionCookie(new Sessions(Clock.systemUTC()), address),
                    address,
                    Clock.systemUTC()));
  }

  @AfterEach
  void stop() {
    server.close();
    provider.shutdown();
  }

  private void provider(String name, List<String> groups, String audience) {
    provider.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            "team",
            name,
            "JWT",
            List.of(audience),
            Map.of("preferred_username", name, "groups", groups, "aud", audience)));
  }

  /** Begins a login and goes as far as the provider's answer. */
  private HttpResponse<String> begin() {
    return server.get("/login/oidc");
  }

  private String backFrom(HttpResponse<String> begun) throws Exception {
    URI there = URI.create(location(begun));
    HttpResponse<String> answer =
        client.send(HttpRequest.newBuilder(there).build(), BodyHandlers.ofString());
    URI back = URI.create(location(answer));
    return back.getPath() + "?" + back.getRawQuery();
  }

  private static String location(HttpResponse<String> reply) {
    return reply.headers().firstValue("Location").orElseThrow();
  }

  private static String cookie(HttpResponse<String> reply) {
    String set = reply.headers().firstValue("Set-Cookie").orElseThrow();
    return set.substring(0, set.indexOf(';'));
  }

  @Test
  void logsInWhoeverTheProviderNames() throws Exception {
    provider("ana", List.of("operators"), "azud");
    HttpResponse<String> begun = begin();
    assertThat(location(begun)).contains("code_challenge_method=S256", "nonce=", "state=");
    HttpResponse<String> ended = server.get(backFrom(begun), "Cookie", cookie(begun));
    assertThat(ended.statusCode()).as(ended.body()).isEqualTo(303);
    assertThat(location(ended)).isEqualTo("/");
    assertThat(server.get("/read", "Cookie", cookie(ended)).body()).contains("ana", "OPERATE");
  }

  @Test
  void letsThoseReadWhoAreNotOperators() throws Exception {
    provider("eva", List.of("staff"), "azud");
    HttpResponse<String> begun = begin();
    HttpResponse<String> ended = server.get(backFrom(begun), "Cookie", cookie(begun));
    assertThat(server.get("/read", "Cookie", cookie(ended)).body()).contains("eva", "READ");
  }

  @Test
  void takesAnAnswerOnlyFromTheBrowserThatBegan() throws Exception {
    provider("ana", List.of("operators"), "azud");
    HttpResponse<String> begun = begin();
    String back = backFrom(begun);
    assertThat(server.get(back).statusCode()).isEqualTo(400);
    assertThat(server.get(back, "Cookie", cookie(begun)).statusCode())
        .as("and only once")
        .isEqualTo(400);
  }

  @Test
  void refusesATokenThatIsForSomebodyElse() throws Exception {
    provider("ana", List.of("operators"), "another-client");
    HttpResponse<String> begun = begin();
    HttpResponse<String> ended = server.get(backFrom(begun), "Cookie", cookie(begun));
    assertThat(ended.statusCode()).isEqualTo(403);
    assertThat(ended.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void saysThatTheProviderIsDown() {
    provider.shutdown();
    HttpResponse<String> begun = begin();
    assertThat(begun.statusCode()).isEqualTo(503);
    assertThat(begun.body()).contains("PROVIDER_UNREACHABLE").doesNotContain("Exception");
  }
}
