// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.azud.error.AzudException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpServerTest {
  @TempDir private Path directory;
  private TestServer server;

  @BeforeEach
  void start() {
    server = TestServer.withTokens(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private String bearer(String token) {
    return "Bearer " + token;
  }

  @Test
  void letsNobodyInWithoutALogin() {
    for (String path : List.of("/read", "/fault", "/api/events")) {
      HttpResponse<String> reply = server.get(path);
      assertThat(reply.statusCode()).as(path).isEqualTo(401);
      assertThat(reply.body()).contains("\"code\":\"NOT_LOGGED_IN\"");
    }
    assertThat(server.post("/change", "{}").statusCode()).isEqualTo(401);
    assertThat(server.post("/alert", "{}").statusCode()).isEqualTo(401);
    assertThat(server.get("/read", "Cookie", "azud_session=guess").statusCode()).isEqualTo(401);
    assertThat(server.get("/read", "Authorization", bearer("guess")).statusCode()).isEqualTo(401);
    assertThat(server.get("/open").statusCode()).isEqualTo(200);
  }

  @Test
  void logsInWithTheTokenAndOutAgain() {
    HttpResponse<String> reply =
        server.post("/api/login", "{\"token\": \"" + server.tokens().operate() + "\"}");
    assertThat(reply.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(reply.body()).doesNotContain(server.tokens().operate());

    String cookie = server.logIn(server.tokens().operate());
    assertThat(server.get("/read", "Cookie", cookie).body()).contains("operator", "OPERATE");
    server.post("/api/logout", "{}", "Cookie", cookie, "X-Azud-Csrf", server.csrf(cookie));
    assertThat(server.get("/read", "Cookie", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesAWrongToken() {
    HttpResponse<String> reply = server.post("/api/login", "{\"token\": \"wrong\"}");
    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(reply.body()).contains("TOKEN_WRONG");
  }

  @Test
  void takesNoChangeThatDoesNotComeFromItsOwnPage() {
    String cookie = server.logIn(server.tokens().operate());
    assertThat(server.post("/change", "{}", "Cookie", cookie).statusCode()).isEqualTo(403);
    assertThat(server.post("/change", "{}", "Cookie", cookie, "X-Azud-Csrf", "guess").statusCode())
        .isEqualTo(403);
    assertThat(
            server
                .post("/change", "{}", "Cookie", cookie, "X-Azud-Csrf", server.csrf(cookie))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void letsReadersReadAndNotOperate() {
    String cookie = server.logIn(server.tokens().read());
    assertThat(server.get("/read", "Cookie", cookie).statusCode()).isEqualTo(200);
    HttpResponse<String> refused =
        server.post("/change", "{}", "Cookie", cookie, "X-Azud-Csrf", server.csrf(cookie));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("NOT_ALLOWED");
    assertThat(
            server
                .post("/change", "{}", "Authorization", bearer(server.tokens().read()))
                .statusCode())
        .isEqualTo(403);
    assertThat(
            server
                .post("/change", "{}", "Authorization", bearer(server.tokens().operate()))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void opensTheDoorForAlertsWithTheirTokenAlone() {
    String alerts = bearer(server.tokens().alerts());
    assertThat(server.post("/alert", "{}", "Authorization", alerts).statusCode()).isEqualTo(200);
    assertThat(server.get("/read", "Authorization", alerts).statusCode()).isEqualTo(401);
    String operate = bearer(server.tokens().operate());
    assertThat(server.post("/alert", "{}", "Authorization", operate).statusCode()).isEqualTo(401);
  }

  @Test
  void tellsTheBrowserWhatNotToDoInEveryAnswer() {
    for (String path : List.of("/open", "/read", "/nothing")) {
      HttpResponse<String> reply = server.get(path);
      assertThat(header(reply, "Content-Security-Policy"))
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(header(reply, "X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(header(reply, "Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(header(reply, "X-Frame-Options")).isEqualTo("DENY");
      assertThat(reply.headers().firstValue("Server")).isEmpty();
    }
  }

  private static String header(HttpResponse<String> reply, String name) {
    return reply.headers().firstValue(name).orElse("");
  }

  @Test
  void takesNoLongBody() {
    String operate = bearer(server.tokens().operate());
    byte[] large = "x".repeat(17 << 10).getBytes(StandardCharsets.UTF_8);
    assertThat(
            server
                .post(
                    "/change", new String(large, StandardCharsets.UTF_8), "Authorization", operate)
                .statusCode())
        .isEqualTo(413);
    assertThat(server.postInChunks("/change", large, "Authorization", operate).statusCode())
        .isEqualTo(413);
  }

  @Test
  void refusesABodyThatIsNotJsonWithoutRepeatingIt() {
    HttpResponse<String> reply =
        server.post(
            "/change", "not-json-content", "Authorization", bearer(server.tokens().operate()));
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).doesNotContain("not-json-content").contains("BAD_REQUEST");
  }

  @Test
  void tellsNothingOfTheInsideWhenItFails() {
    HttpResponse<String> reply =
        server.get("/fault", "Authorization", bearer(server.tokens().read()));
    assertThat(reply.statusCode()).isEqualTo(500);
    assertThat(reply.body())
        .contains("\"code\":\"INTERNAL\"")
        .doesNotContain("secret-of-the-inside", "Exception", "java");
  }

  @Test
  void answersOthersWhileSlowClientsTakeTheirTime() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        Socket socket = new Socket("127.0.0.1", server.port());
        slow.add(socket);
        String begun =
            i % 2 == 0
                ? "GET /open HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "
                : "POST /api/login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{";
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
      }
      assertThat(server.get("/open").statusCode()).isEqualTo(200);
      assertThat(server.get("/read", "Authorization", bearer(server.tokens().read())).statusCode())
          .isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void hangsUpOnWhoeverNeverEndsItsRequest() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write("GET /open HTT".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void refusesRequestsThatAreMeantForAnotherHost() throws Exception {
    assertThat(raw("GET /open HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .contains(" 421 ");
    assertThat(raw("GET /open HTTP/1.1\r\nHost: localhost:1\r\nConnection: close\r\n\r\n"))
        .contains(" 200 ");
  }

  @Test
  void refusesWhatItDoesNotHave() {
    assertThat(server.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(server.post("/read", "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void sendsTheLastEventToWhoeverBeginsToListen() throws Exception {
    String reply =
        raw(
            "GET /api/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + server.tokens().read()
                + "\r\n\r\n",
            "{\"n\":1}");
    assertThat(reply).contains("text/event-stream", "data:{\"n\":1}");
  }

  private String raw(String request) throws Exception {
    return raw(request, "\r\n\r\n");
  }

  /** Reads until the text has come. */
  private String raw(String request, String until) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      StringBuilder reply = new StringBuilder();
      InputStream in = socket.getInputStream();
      for (int next = in.read(); next >= 0 && reply.indexOf(until) < 0; next = in.read()) {
        reply.append((char) next);
      }
      return reply.toString();
    }
  }

  @Test
  void saysWhoseFaultATakenPortIs() {
    assertThatExceptionOfType(AzudException.class)
        .isThrownBy(
            () ->
                new TestServer(
                        ServerAddress.loopback(server.port()),
                        directory,
                        tokens -> TestServer.tokenLogin(tokens, ServerAddress.loopback(0)))
                    .close())
        .withMessageContaining("--port");
  }
}
