// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition.binding;

import io.azud.engine.definition.yaml.Shown;
import io.azud.engine.definition.yaml.YamlNode.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${env:NAME}} by an environment variable and {@code ${file:path}} by a file's content; {@code $${} stands for
 * {@code ${} itself. What a reference leads to never shows up in a message. Belongs to one reading of
 * one file. Not thread-safe.
 */
public final class References {
  /** A file behind a reference holds one value. */
  static final int MAX_FILE_BYTES = 64 * 1024;

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern ONE_REFERENCE = Pattern.compile("\\$\\{(env|file):[^}]+}");
  private static final String SYNTAX = "write ${env:NAME} or ${file:path}, or $${ for a plain ${";

  private final Map<String, String> variables;
  private final Path directory;
  private final Map<String, String> contents = new HashMap<>();

  /**
   * @param directory what relative paths of files are relative to
   */
  public References(Map<String, String> variables, Path directory) {
    this.variables = Map.copyOf(variables);
    this.directory = directory;
  }

  /**
   * A text without references.
   *
   * @param referring whether there were any
   */
  record Resolved(String text, boolean referring) {}

  /** How a message calls a value: as it stands in the file, never as what a reference leads to. */
  static String subject(Scalar scalar) {
    String written = Shown.quoted(scalar.text());
    return mayOccurIn(scalar.text()) ? "the value of " + written : written;
  }

  Path directory() {
    return directory;
  }

  static boolean mayOccurIn(String text) {
    return text.contains("${");
  }

  static boolean isOneReference(String text) {
    return ONE_REFERENCE.matcher(text).matches();
  }

  Resolved resolve(String raw) throws Misfit {
    StringBuilder text = new StringBuilder();
    boolean referring = false;
    int i = 0;
    while (i < raw.length()) {
      if (raw.startsWith("$${", i)) {
        text.append("${");
        i += 3;
      } else if (raw.startsWith("${", i)) {
        int end = raw.indexOf('}', i);
        if (end < 0) {
          throw new Misfit("a ${ has no }: " + SYNTAX);
        }
        text.append(lookUp(raw.substring(i + 2, end)));
        referring = true;
        i = end + 1;
      } else {
        text.append(raw.charAt(i++));
      }
    }
    return new Resolved(text.toString(), referring);
  }

  private String lookUp(String reference) throws Misfit {
    if (reference.startsWith("env:") && VARIABLE.matcher(reference.substring(4)).matches()) {
      return variable(reference.substring(4));
    }
    if (reference.startsWith("file:") && reference.length() > 5) {
      return content(reference.substring(5));
    }
    throw new Misfit("this is not a reference: " + SYNTAX);
  }

  private String variable(String name) throws Misfit {
    String value = variables.get(name);
    if (value == null) {
      throw new Misfit("the environment variable " + name + " is not set");
    }
    return value;
  }

  /** Reads a file once, so that all that refer to it see the same value. */
  private String content(String name) throws Misfit {
    String known = contents.get(name);
    if (known == null) {
      known = read(name);
      contents.put(name, known);
    }
    return known;
  }

  private String read(String name) throws Misfit {
    try {
      Path file = directory.resolve(name);
      if (!Files.exists(file)) {
        throw new Misfit("there is no file " + Shown.quoted(name) + " to refer to");
      }
      if (!Files.isRegularFile(file)) {
        throw new Misfit(Shown.quoted(name) + " is not a regular file: it cannot be referred to");
      }
      return withoutLineEnd(decode(bytes(file, name)));
    } catch (CharacterCodingException e) {
      throw new Misfit("the file " + Shown.quoted(name) + " is not UTF-8 text");
    } catch (IOException | InvalidPathException e) {
      throw new Misfit(
          "the file " + Shown.quoted(name) + " cannot be read: check its name and permissions");
    }
  }

  private static byte[] bytes(Path file, String name) throws IOException, Misfit {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new Misfit("the file " + Shown.quoted(name) + " is larger than 64 KiB");
      }
      return bytes;
    }
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static String withoutLineEnd(String text) {
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }
}
