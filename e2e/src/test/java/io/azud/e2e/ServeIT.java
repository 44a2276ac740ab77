// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code azud serve} from start to stop. */
@ExtendWith(OnePlatform.class)
class ServeIT {
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void servesUntilItIsToldToStop() throws Exception {
    int port = freePort();
    TestPipeline pipeline = TestPipeline.declare("served");
    pipeline.succeed("apply");
    try (AzudProcess serve = pipeline.start("serve", "--port", Integer.toString(port))) {
      serve.awaitWords("Console: http://127.0.0.1:" + port + "/login.html#");
      assertThat(get(port, "/health/live").statusCode()).isEqualTo(200);
      Await.until("it is ready", () -> get(port, "/health/ready").statusCode() == 200);
      assertThat(get(port, "/").body()).contains("<script type=\"module\"");
      assertThat(get(port, "/lib/lit-html/lit-html.js").statusCode()).isEqualTo(200);
      assertThat(get(port, "/lib/uplot/uPlot.esm.js").statusCode()).isEqualTo(200);
      assertThat(get(port, "/metrics").body()).contains("azud_build_info");
      assertThat(get(port, "/api/overview").statusCode()).isEqualTo(401);
      assertThat(get(port, "/api/pipelines/served/dead-letters").statusCode()).isEqualTo(401);
      serve.signal("TERM");
      AzudProcess.Result ended = serve.await();
      assertThat(ended.status()).as(ended.err()).isZero();
    }
  }

  @Test
  void refusesToBeReachedFromOutsideWithoutTls() {
    TestPipeline pipeline = TestPipeline.declare("exposed");
    AzudProcess.Result refused =
        pipeline.fail(2, "USAGE", "serve", "--host", "0.0.0.0", "--port", "0");
    assertThat(refused.err()).contains("--public-url");
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
