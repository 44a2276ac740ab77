// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Reads a YAML file into nodes; whatever is wrong with the file becomes a finding. */
public final class YamlFile {
  public static final int MAX_BYTES = 3 * 1024 * 1024;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private YamlFile() {}

  /** The file's only document; empty when it could not be read, and then there is a finding. */
  public static Optional<YamlNode> read(Path file, Problems problems) {
    return bytes(file, problems)
        .flatMap(bytes -> decode(bytes, problems))
        .flatMap(text -> YamlParser.parse(text, problems));
  }

  private static Optional<byte[]> bytes(Path file, Problems problems) {
    if (Files.isDirectory(file)) {
      return refuse(problems, "this is a directory: name the YAML file in it");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        return refuse(problems, "the file is larger than 3 MB, the most that is read");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return refuse(problems, "there is no such file");
    } catch (AccessDeniedException e) {
      return refuse(problems, "the file may not be read by this user: check its permissions");
    } catch (IOException e) {
      return refuse(problems, "the file cannot be read: " + e.getMessage());
    }
  }

  private static Optional<String> decode(byte[] bytes, Problems problems) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer characters = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), characters, true);
    characters.flip();
    if (result.isError()) {
      problems.add(
          Position.behind(characters), "this is not UTF-8: save the file with that encoding");
      return Optional.empty();
    }
    String text = characters.toString();
    return printable(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text, problems);
  }

  private static Optional<String> printable(String text, Problems problems) {
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      int character = text.codePointAt(i);
      if (!StreamReader.isPrintable(character)) {
        problems.add(
            Position.behind(text.substring(0, i)),
            String.format("the control character U+%04X is not allowed in YAML", character));
        return Optional.empty();
      }
    }
    return Optional.of(text);
  }

  private static Optional<byte[]> refuse(Problems problems, String message) {
    problems.add(Position.START, message);
    return Optional.empty();
  }
}
