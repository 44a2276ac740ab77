// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * The tokens of an installation, in a file that only its owner can read.
 *
 * @param operate lets somebody in who may change things
 * @param read lets somebody in who may look, and lets a scraper in
 * @param alerts lets Alertmanager and Grafana deliver alerts, and nothing else
 */
public record AccessTokens(String operate, String read, String alerts) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int SHORTEST = 20;

  /** The tokens in the file; made and written when there is none. */
  public static AccessTokens in(Path file) {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        write(file, new AccessTokens(Secrets.random(), Secrets.random(), Secrets.random()));
      }
      return read(file);
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.ENVIRONMENT_INVALID,
          "cannot keep the server's tokens in "
              + file
              + " ("
              + e.getClass().getSimpleName()
              + "); name a file in a directory that this user may write with --token-file",
          e);
    }
  }

  /** Nobody else has the file at any moment: it is made with its permissions. */
  private static void write(Path file, AccessTokens tokens) throws IOException {
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    String text =
        "operate=" + tokens.operate + "\nread=" + tokens.read + "\nalerts=" + tokens.alerts + "\n";
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.writeString(file, text, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      // another server was faster; its tokens hold
      return;
    }
  }

  private static AccessTokens read(Path file) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw invalid(file, "can be read by others; 'chmod 600' it, or delete it to get new tokens");
    }
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
    return new AccessTokens(
        token(file, properties, "operate"),
        token(file, properties, "read"),
        token(file, properties, "alerts"));
  }

  private static String token(Path file, Properties properties, String name) {
    return Optional.ofNullable(properties.getProperty(name))
        .map(String::strip)
        .filter(token -> token.length() >= SHORTEST)
        .orElseThrow(
            () ->
                invalid(
                    file,
                    "has no '"
                        + name
                        + "=' of at least "
                        + SHORTEST
                        + " characters; delete it to get new tokens"));
  }

  private static AzudException invalid(Path file, String problem) {
    return new AzudException(
        ErrorCode.ENVIRONMENT_INVALID, "the token file " + file + " " + problem);
  }

  /** Who holds this token; tokens are compared without telling how much of them is right. */
  Optional<User> holder(String token) {
    if (Secrets.same(operate, token)) {
      return Optional.of(new User("operator", Role.OPERATE));
    }
    return Secrets.same(read, token)
        ? Optional.of(new User("reader", Role.READ))
        : Optional.empty();
  }

  boolean isAlertToken(String token) {
    return Secrets.same(alerts, token);
  }

  @Override
  public String toString() {
    return "AccessTokens[***]";
  }
}
