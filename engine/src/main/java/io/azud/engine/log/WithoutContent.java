// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log;

/**
 * A foreign exception as the log may show it: its classes and where they were thrown, without the
 * messages, which may quote a record.
 */
public final class WithoutContent extends Exception {
  private static final long serialVersionUID = 1L;

  private WithoutContent(Throwable foreign, Throwable cause) {
    super(foreign.getClass().getName(), cause, false, true);
    setStackTrace(foreign.getStackTrace());
  }

  public static Exception of(Throwable foreign) {
    Throwable cause = foreign.getCause();
    boolean ends = cause == null || cause == foreign;
    return new WithoutContent(foreign, ends ? null : of(cause));
  }
}
