// SPDX-License-Identifier: Apache-2.0
package io.azud.server;

import io.azud.server.http.ProxyLogin;
import io.azud.server.http.ServerAddress;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How the server is reached, and how people log in.
 *
 * @param tokenFile where the tokens are kept; made when missing
 * @param spool where reports wait that the ledger could not take
 */
public record ServeOptions(ServerAddress address, Path tokenFile, Path spool, LoginWay login) {
  public ServeOptions {
    Objects.requireNonNull(address);
    Objects.requireNonNull(tokenFile);
    Objects.requireNonNull(spool);
    Objects.requireNonNull(login);
  }

  /** How people log in. */
  public sealed interface LoginWay {

    /** With a token from the token file. */
    record Token() implements LoginWay {}

    /** A reverse proxy has logged them in. */
    record Proxy(ProxyLogin.Trust trust) implements LoginWay {}
  }
}
