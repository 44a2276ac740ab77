// SPDX-License-Identifier: Apache-2.0
package io.azud.decode.json;

import io.azud.pipeline.Column;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes records of a contract that are mostly right, and then sometimes changes a byte. */
final class RandomJson {
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-1",
    "7.0",
    "1e2",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "0.1",
    "1.5",
    "3.14159265358979",
    "0.30000000000000004",
    "1e308",
    "1e309",
    "1e-300",
    "5e-324",
    "1e-400",
    "3.4028235e38",
    "3.5e38",
    "1e22",
    "1e23",
    "8.41e21",
    "9007199254740993",
    "16777217",
    "123456789.1234",
    "0.00001",
    "1.10000",
    "12345678901234567890",
    "9999999999999999.9999",
    "99999999999999999",
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "NaN",
    "-",
    "0.1e1",
    "1E+2",
    "100e-2"
  };
  private static final String[] TEXTS = {
    "",
    "a",
    "plain text",
    "a longer text that takes more than one word",
    "ñ",
    "日本",
    "😀",
    "\\n",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\ud800",
    "\\u0000",
    "\\\"",
    "\\\\",
    "\\/",
    "\\x",
    "\t",
    "null",
    "1"
  };
  private static final String SYNTAX = "{}[]\",:\\/-+.019eEtfn \n\u0000";

  private final Random random;
  private final List<Column> contract;

  RandomJson(Random random, List<Column> contract) {
    this.random = random;
    this.contract = contract;
  }

  byte[] next() {
    List<Column> columns = new ArrayList<>(contract);
    if (random.nextInt(3) == 0) {
      Collections.shuffle(columns, random);
    }
    StringBuilder out = new StringBuilder("{");
    for (Column column : columns) {
      if (random.nextInt(6) > 0 || column.required()) {
        member(out, column.name(), value(column, 3));
      }
    }
    if (random.nextInt(40) == 0) {
      member(out, pick("i", "I", "new", "s"), any(2));
    }
    return mutate(
        out.append(space())
            .append('}')
            .append(space())
            .toString()
            .getBytes(StandardCharsets.UTF_8));
  }

  private void member(StringBuilder out, String name, String value) {
    out.append(out.length() == 1 ? "" : ",").append(space()).append('"').append(name).append('"');
    out.append(space()).append(':').append(space()).append(value).append(space());
  }

  private String value(Column column, int depth) {
    if (random.nextInt(60) == 0) {
      return any(depth);
    }
    return switch (column.name()) {
      case "s" -> text();
      case "l", "i" ->
          Long.toString(
              random.nextLong() >> random.nextInt(64) >> (column.name().equals("i") ? 33 : 0));
      case "d", "f", "n" -> number();
      case "b" -> pick("true", "false");
      case "a" -> "[" + pick("", "1", "1,2 , 3", "null,-5") + "]";
      case "m" -> "{" + pick("", "\"k\":\"v\"", "\"k\":null,\"\\u006b2\":" + text()) + "}";
      case "st" -> pick("{\"x\":1}", "{\"y\":" + text() + ",\"x\":-3}", "{\"x\":2,\"y\":null}");
      default -> any(depth);
    };
  }

  private String number() {
    return switch (random.nextInt(4)) {
      case 0 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 1 -> Double.toString(random.nextGaussian() * 1000);
      case 2 -> random.nextInt(1_000_000) + "." + random.nextInt(10_000);
      default -> random.nextInt(100) + "e" + (random.nextInt(30) - 15);
    };
  }

  private String text() {
    String text =
        random.nextInt(12) == 0 ? TEXTS[random.nextInt(TEXTS.length)] : TEXTS[random.nextInt(10)];
    return '"' + text + (random.nextInt(4) == 0 ? TEXTS[random.nextInt(10)] : "") + '"';
  }

  private String any(int depth) {
    int kind = random.nextInt(depth == 0 ? 4 : 6);
    return switch (kind) {
      case 0 -> text();
      case 1 -> number();
      case 2 -> pick("true", "false");
      case 3 -> "null";
      case 4 -> "[" + any(depth - 1) + "," + space() + any(depth - 1) + "]";
      default ->
          "{" + text() + ":" + any(depth - 1) + "," + text() + space() + ":" + any(depth - 1) + "}";
    };
  }

  private String space() {
    return random.nextInt(4) == 0 ? pick(" ", "\n", "\t\r ") : "";
  }

  private String pick(String... options) {
    return options[random.nextInt(options.length)];
  }

  private byte[] mutate(byte[] record) {
    if (random.nextInt(3) > 0) {
      return record;
    }
    int at = random.nextInt(record.length);
    int change = random.nextInt(4);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(record, 0, at);
    if (change == 0) {
      out.write(random.nextInt(256));
    } else if (change < 3) {
      out.write(SYNTAX.charAt(random.nextInt(SYNTAX.length())));
    }
    int rest = change == 2 ? at : at + 1;
    out.write(record, rest, record.length - rest);
    return out.toByteArray();
  }
}
