// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

/**
 * One thing that the server can be asked.
 *
 * @param path may hold names in braces: {@code /api/pipelines/{name}}
 * @param maxBody the longest body in bytes; 0 when there must be none
 */
public record Route(String method, String path, Access access, int maxBody, Handler handler) {
  private static final int SMALL = 16 << 10;

  /** Answers a request, on a thread that may block. */
  @FunctionalInterface
  public interface Handler {
    Reply handle(Request request);
  }

  public static Route get(String path, Access access, Handler handler) {
    return new Route("GET", path, access, 0, handler);
  }

  /** A change; a small JSON body. */
  public static Route post(String path, Access access, Handler handler) {
    return new Route("POST", path, access, SMALL, handler);
  }
}
