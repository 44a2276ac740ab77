// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names count as files to read. */
final class FileNames {

  private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".crdownload");

  private FileNames() {}

  /**
   * Whether a file is left alone by convention: hidden, a marker, or not finished.
   *
   * @param below its path below the declared directory, with {@code /} between the parts
   */
  static boolean ignored(String below) {
    for (String part : below.split("/", -1)) {
      if (part.startsWith(".") || part.startsWith("_")) {
        return true;
      }
    }
    String lower = below.toLowerCase(Locale.ROOT);
    return UNFINISHED.stream().anyMatch(lower::endsWith);
  }

  /**
   * A pattern in which {@code *} stands for any number of characters and everything else for
   * itself.
   */
  static Pattern glob(String name) {
    StringBuilder regex = new StringBuilder();
    for (String literal : name.split("\\*", -1)) {
      regex
          .append(regex.isEmpty() ? "" : ".*")
          .append(literal.isEmpty() ? "(?:)" : Pattern.quote(literal));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
