// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

/** A request that is not carried out, with the status, code and sentence that the client gets. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  public Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  public static Refusal badRequest(String message) {
    return new Refusal(400, "BAD_REQUEST", message);
  }

  public static Refusal notFound(String message) {
    return new Refusal(404, "NOT_FOUND", message);
  }

  Reply reply() {
    return Reply.error(status, code, getMessage());
  }
}
