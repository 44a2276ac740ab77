// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.azud.environment.Logs.Elasticsearch;
import io.azud.environment.Secret;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store may answer that a healthy one does not; the end-to-end tests have a real one. */
class ElasticLogTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String answer = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization")
                  + " "
                  + body);
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ElasticLog log(String user, String password, String key) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    return new ElasticLog(
        new Elasticsearch(url, "logs-azud-*", user, Secret.of(password), Secret.of(key)));
  }

  private static String hits(String... lines) {
    return Stream.of(lines)
        .map(line -> "{\"_source\":" + line + "}")
        .collect(Collectors.joining(",", "{\"hits\":{\"hits\":[", "]}}"));
  }

  @Test
  void countsALineOnceHoweverOftenItWasShipped() {
    String one = FileLogTest.line(1, 1, "INFO", "b", "one");
    String two = FileLogTest.line(1, 2, "INFO", "b", "two");
    answer = hits(two, one, two);
    assertThat(log("", "", "").find(LogQuery.ALL.with("labels.batch", "b")))
        .extracting(LogLine::message)
        .containsExactly("one", "two");
    assertThat(asked.get(0))
        .startsWith("/logs-azud-*/_search?")
        .contains("{\"match_phrase\":{\"labels.batch\":\"b\"}}");
  }

  @Test
  void leavesOutWhatOnlyLooksAlike() {
    answer = hits(FileLogTest.line(1, 1, "INFO", "b-1", "of another batch"));
    assertThat(log("", "", "").find(LogQuery.ALL.with("labels.batch", "b"))).isEmpty();
  }

  @Test
  void presentsWhatIsDeclared() {
    log("azud", "pass", "").find(LogQuery.ALL);
    log("", "", "key").find(LogQuery.ALL);
    log("", "", "").find(LogQuery.ALL);
    assertThat(asked.get(0)).contains(" Basic YXp1ZDpwYXNz ");
    assertThat(asked.get(1)).contains(" ApiKey key ");
    assertThat(asked.get(2)).contains(" null ");
  }

  @ParameterizedTest
  @CsvSource({
    "401, LOGS_REFUSED",
    "403, LOGS_REFUSED",
    "302, LOGS_REFUSED",
    "429, LOGS_UNREACHABLE",
    "503, LOGS_UNREACHABLE"
  })
  void saysWhoHasToAct(int answered, ErrorCode code) {
    status = answered;
    answer = "a page with canary";
    AzudException e = failure(log("azud", "canary", ""));
    assertThat(e.code()).isEqualTo(code);
    assertThat(e).hasMessageContaining(" " + answered).hasMessageNotContaining("canary");
  }

  @Test
  void refusesWhatIsNoStore() {
    answer = "<html>welcome</html>";
    assertThat(failure(log("", "", "")).code()).isEqualTo(ErrorCode.LOGS_REFUSED);
  }

  @Test
  void saysWhatToDoWhenNobodyAnswers() {
    ElasticLog log = log("", "", "");
    server.stop(0);
    AzudException e = failure(log);
    assertThat(e.code()).isEqualTo(ErrorCode.LOGS_UNREACHABLE);
    assertThat(e).hasMessageContaining("--from files");
  }

  private static AzudException failure(ElasticLog log) {
    return catchThrowableOfType(AzudException.class, () -> log.find(LogQuery.ALL));
  }
}
