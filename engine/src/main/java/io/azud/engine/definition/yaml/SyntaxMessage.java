// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.yaml;

import java.util.List;

/**
 * What is said about text that is not YAML. The parser's own words are not passed on: they quote
 * the file, and what it quotes may be a secret.
 */
final class SyntaxMessage {
  static final String UNKNOWN = "this is not valid YAML: check quotes, brackets and indentation";
  static final String NO_TAGS = "tags (!...) are not allowed: write the plain value";

  private static final String UNCLOSED = "found unexpected end of stream";
  private static final String NO_COLON = "could not find expected ':'";

  private static final List<SyntaxMessage> ALL =
      List.of(
          new SyntaxMessage("(TAB)", "a tab: YAML is indented with spaces"),
          new SyntaxMessage(
              "that cannot start any token",
              "a value cannot begin with this character: put the value in quotes"),
          new SyntaxMessage(
              "mapping values are not allowed here",
              "no \":\" is expected here: check the indentation, or put the text in quotes"),
          new SyntaxMessage(
              "sequence entries are not allowed here",
              "no list item is expected here: check the indentation"),
          new SyntaxMessage(
              "unexpected character found",
              "a value cannot begin with * or &: put the value in quotes"),
          new SyntaxMessage(NO_COLON, "a \":\" is missing after this key"),
          new SyntaxMessage(UNCLOSED, "the quote that opens here is never closed"),
          new SyntaxMessage("found unexpected document separator", "a quote is open here"),
          new SyntaxMessage(
              "found unknown escape character",
              "an unknown escape: in double quotes write \\\\ for a backslash, or use single"
                  + " quotes"),
          new SyntaxMessage(
              "expected <block end>",
              "this does not belong to the lines above it: check the indentation"),
          new SyntaxMessage("expected ',' or '}'", "a \",\" or \"}\" is missing before this"),
          new SyntaxMessage("expected ',' or ']'", "a \",\" or \"]\" is missing before this"),
          new SyntaxMessage("expected the node content", "a value is missing here"),
          new SyntaxMessage(
              "expected '<document start>'", "this does not belong to what is above it"),
          new SyntaxMessage("tag handle", NO_TAGS),
          new SyntaxMessage("URI", NO_TAGS));

  private final String fragment;
  private final String sentence;

  private SyntaxMessage(String fragment, String sentence) {
    this.fragment = fragment;
    this.sentence = sentence;
  }

  static String of(String problem) {
    return ALL.stream()
        .filter(message -> problem.contains(message.fragment))
        .map(message -> message.sentence)
        .findFirst()
        .orElse(UNKNOWN);
  }

  /**
   * Whether the place to look at is where the unfinished thing began, not where the parser gave up.
   */
  static boolean beginsAtContext(String problem) {
    return problem.contains(UNCLOSED) || problem.contains(NO_COLON);
  }
}
