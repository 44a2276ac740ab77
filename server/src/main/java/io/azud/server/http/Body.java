// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Receives a body that is short and comes soon, without a thread that waits for it. Whoever sends
 * more, or takes longer, is cut off.
 */
final class Body {
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private Body() {}

  /**
   * @param then gets the whole body, on the connection's own thread
   * @throws Refusal when more is announced than may come
   */
  static void receive(HttpServerExchange exchange, int most, Consumer<byte[]> then) {
    if (exchange.isRequestComplete()) {
      then.accept(new byte[0]);
      return;
    }
    if (exchange.getRequestContentLength() > most) {
      throw tooLarge(most);
    }
    XnioExecutor.Key timer =
        exchange
            .getIoThread()
            .executeAfter(
                () -> IoUtils.safeClose(exchange.getConnection()),
                LONGEST.toMillis(),
                TimeUnit.MILLISECONDS);
    Receiver receiver = exchange.getRequestReceiver();
    receiver.setMaxBufferSize(Math.max(1, most));
    receiver.receiveFullBytes(
        (same, bytes) -> {
          timer.remove();
          then.accept(bytes);
        },
        (same, failure) -> {
          timer.remove();
          refuse(same, failure, most);
        });
  }

  private static void refuse(HttpServerExchange exchange, IOException failure, int most) {
    exchange.setPersistent(false);
    Reply reply =
        failure instanceof io.undertow.server.RequestTooBigException
                || failure instanceof Receiver.RequestToLargeException
            ? tooLarge(most).reply()
            : Reply.error(400, "BAD_REQUEST", "the request ended early");
    RouteHandler.send(exchange, reply);
  }

  private static Refusal tooLarge(int most) {
    return new Refusal(
        413,
        "TOO_LARGE",
        most == 0 ? "this request has no body" : "the body may have at most " + most + " bytes");
  }
}
