// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large a regular expression becomes when its repetitions are written out. RE2/J does write
 * them out and has no limit of its own: {@code ((a{1000}){1000}){1000}} exhausts the memory.
 */
final class RepeatedSize {
  static final long MAX = 10_000;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\\\Q.*?(?:\\\\E|$)|\\\\.|\\[\\^?]?(?:\\\\.|\\[:\\^?[a-z]+:]|[^]])*+]"
              + "|\\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?}|.",
          Pattern.DOTALL);

  private final Deque<Long> outer = new ArrayDeque<>();
  private long total;
  private long last;

  private RepeatedSize() {}

  /** At least the number of single steps; nothing above {@link #MAX} is exact. */
  static long of(String expression) {
    RepeatedSize size = new RepeatedSize();
    Matcher token = TOKEN.matcher(expression);
    while (token.find()) {
      size.add(token);
    }
    while (!size.outer.isEmpty()) {
      size.close();
    }
    return size.total;
  }

  private void add(Matcher token) {
    if (token.group(1) != null) {
      repeat(times(token));
      return;
    }
    switch (token.group()) {
      case "(" -> open();
      case ")" -> close();
      default -> append(token.group().startsWith("\\Q") ? token.group().length() : 1);
    }
  }

  private static long times(Matcher token) {
    long least = Long.parseLong(token.group(1));
    return Math.max(least, token.group(3) == null ? 1 : Long.parseLong(token.group(3)));
  }

  private void repeat(long times) {
    long more = Math.min(last * (times - 1), MAX + 1);
    total = Math.min(total + more, MAX + 1);
    last = Math.min(last + more, MAX + 1);
  }

  private void open() {
    outer.push(total);
    total = 0;
    last = 0;
  }

  private void close() {
    last = total;
    total = Math.min(last + (outer.isEmpty() ? 0 : outer.pop()), MAX + 1);
  }

  private void append(long size) {
    last = size;
    total = Math.min(total + size, MAX + 1);
  }
}
