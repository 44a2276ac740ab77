// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit.corpus;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A JSON record that tries to exhaust whoever reads it, or that is just within the limits. It is
 * made when it is asked for, as all of them together fill a small heap.
 *
 * @param outcome the rule that rejects it, or {@code accepted}
 */
public record HugeRecord(int row, String words, Supplier<String> text, String outcome) {
  private static final String ID = "{\"id\":\"x\",";

  public byte[] value() {
    return text.get().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "#" + row + " " + words;
  }

  /** Under the contract {@link Corpus#JSON_SCHEMA}. */
  public static List<HugeRecord> json() {
    return List.of(
        of(16, "1,001 arrays in one another", () -> arrays(1_001), "too_deep"),
        of(16, "101 levels with the record's own", () -> arrays(100), "too_deep"),
        of(16, "100 levels with the record's own", () -> arrays(99), "accepted"),
        of(16, "1,000,000 opening brackets", () -> in("j", "[".repeat(1_000_000)), "too_deep"),
        of(16, "1,000,000 opening objects", () -> in("j", "{\"a\":".repeat(1_000_000)), "too_deep"),
        of(16, "a record of opening brackets only", () -> "[".repeat(1_000_000), "not_an_object"),
        of(17, "100,000 keys in one object", () -> in("j", keys(100_000)), "too_large"),
        of(17, "10,001 keys in one object", () -> in("j", keys(10_001)), "too_large"),
        of(17, "10,000 keys in one object", () -> in("j", keys(10_000)), "accepted"),
        of(17, "100,000 keys in the record itself", () -> keys(100_000), "unknown_field"),
        of(17, "a key of 1 MB", () -> in("j", key(1 << 20)), "too_large"),
        of(17, "a key of 64 KiB", () -> in("j", key(64 << 10)), "accepted"),
        of(17, "a field's name of 1 MB", () -> key(1 << 20), "too_large"),
        of(18, "a text of 25 MB", () -> in("s", text(25_000_000)), "too_large"),
        of(18, "a text of 20,000,001 bytes", () -> in("s", text(20_000_001)), "too_large"),
        of(18, "a text of 20,000,000 bytes", () -> in("s", text(20_000_000)), "accepted"),
        of(18, "a number of 1,001 digits", () -> in("d", "1".repeat(1_001)), "too_large"),
        of(18, "an integer of 1,001 digits", () -> in("l", "1".repeat(1_001)), "too_large"),
        of(18, "a fraction of 1,001 digits", () -> in("j", "0." + "1".repeat(1_000)), "too_large"),
        of(18, "a number of 1,000 digits", () -> in("j", "1".repeat(1_000)), "accepted"),
        of(49, "a record of exactly 32 MiB", () -> blanks(32 << 20), "accepted"),
        of(49, "a record of 32 MiB and one byte", () -> blanks((32 << 20) + 1), "too_large"),
        of(
            60,
            "a line of 10 MB where a number belongs",
            () -> in("i", text(10_000_000)),
            "wrong_type"));
  }

  private static HugeRecord of(int row, String words, Supplier<String> text, String outcome) {
    return new HugeRecord(row, words, text, outcome);
  }

  private static String in(String column, String value) {
    return ID + "\"" + column + "\":" + value + "}";
  }

  private static String arrays(int depth) {
    return in("j", "[".repeat(depth) + "]".repeat(depth));
  }

  private static String keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"k" + i + "\":1")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String key(int length) {
    return "{\"" + "k".repeat(length) + "\":1}";
  }

  private static String text(int length) {
    return "\"" + "x".repeat(length) + "\"";
  }

  private static String blanks(int length) {
    return "{\"id\":\"x\"" + " ".repeat(length - 10) + "}";
  }
}
