// SPDX-License-Identifier: Apache-2.0
package io.azud.error;

import java.util.Objects;

/**
 * A failure with a code. The message is one sentence for a person: what failed, with which value,
 * and what to do next. It holds no secret and no record content.
 */
public final class AzudException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  public AzudException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public AzudException(ErrorCode code, String message, Throwable cause) {
    super(Objects.requireNonNull(message), cause);
    this.code = Objects.requireNonNull(code);
  }

  public ErrorCode code() {
    return code;
  }
}
