// SPDX-License-Identifier: Apache-2.0
package io.azud.server;

import io.azud.server.http.OidcProvider;
import io.azud.server.http.ProxyLogin;
import io.azud.server.http.ServerAddress;
import io.azud.server.incident.IncidentPlaces;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How the server is reached, and how people log in.
 *
 * @param tokenFile where the tokens are kept; made when missing
 * @param places where what belongs to incidents is kept on this machine
 */
public record ServeOptions(
    ServerAddress address, Path tokenFile, IncidentPlaces places, LoginWay login) {
  public ServeOptions {
    Objects.requireNonNull(address);
    Objects.requireNonNull(tokenFile);
    Objects.requireNonNull(places);
    Objects.requireNonNull(login);
  }

  /** How people log in. */
  public sealed interface LoginWay {

    /** With a token from the token file. */
    record Token() implements LoginWay {}

    /** A reverse proxy has logged them in. */
    record Proxy(ProxyLogin.Trust trust) implements LoginWay {}

    /** At an OpenID provider. */
    record Oidc(OidcProvider.Client client) implements LoginWay {}
  }
}
