// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.environment.Secret;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.ServeOptions.LoginWay;
import io.azud.server.http.OidcProvider;
import io.azud.server.http.ProxyLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** How people log in to the console. */
final class LoginOptions {
  enum Way {
    token,
    proxy,
    oidc
  }

  @Option(
      names = "--login",
      paramLabel = "token|proxy|oidc",
      defaultValue = "token",
      description =
          "How people log in: with a token, by a reverse proxy that names them in a header, or at an OpenID provider. Default: ${DEFAULT-VALUE}.")
  private Way way;

  @Option(
      names = "--trusted-proxy",
      paramLabel = "ADDRESS",
      split = ",",
      description = "The addresses whose headers are believed; for --login proxy.")
  private List<String> proxies = List.of();

  @Option(
      names = "--user-header",
      paramLabel = "NAME",
      defaultValue = "X-Forwarded-User",
      description = "Holds the user's name. Default: ${DEFAULT-VALUE}.")
  private String userHeader;

  @Option(
      names = "--groups-header",
      paramLabel = "NAME",
      defaultValue = "X-Forwarded-Groups",
      description = "Holds the user's groups, with commas. Default: ${DEFAULT-VALUE}.")
  private String groupsHeader;

  @Option(
      names = "--operators",
      paramLabel = "GROUP",
      defaultValue = "azud-operators",
      description = "Members of this group may operate, others read. Default: ${DEFAULT-VALUE}.")
  private String operators;

  @Option(
      names = "--oidc-issuer",
      paramLabel = "URL",
      defaultValue = "",
      description = "The OpenID provider; for --login oidc.")
  private String issuer;

  @Option(
      names = "--oidc-client-id",
      paramLabel = "ID",
      defaultValue = "",
      description = "What the provider knows this server as.")
  private String clientId;

  @Option(
      names = "--oidc-client-secret-file",
      paramLabel = "FILE",
      description = "Holds the client's secret; a public client has none.")
  private Path secretFile;

  @Option(
      names = "--groups-claim",
      paramLabel = "NAME",
      defaultValue = "groups",
      description = "Names the user's groups in the ID token. Default: ${DEFAULT-VALUE}.")
  private String groupsClaim;

  LoginWay way() {
    return switch (way) {
      case token -> new LoginWay.Token();
      case proxy -> new LoginWay.Proxy(trust());
      case oidc -> new LoginWay.Oidc(client());
    };
  }

  private OidcProvider.Client client() {
    if (issuer.isEmpty() || clientId.isEmpty()) {
      throw new AzudException(
          ErrorCode.USAGE, "--login oidc needs --oidc-issuer and --oidc-client-id");
    }
    return new OidcProvider.Client(issuer, clientId, secret(), groupsClaim, operators);
  }

  private Secret secret() {
    if (secretFile == null) {
      return Secret.NONE;
    }
    try {
      return Secret.of(Files.readString(secretFile).strip());
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.USAGE,
          "cannot read --oidc-client-secret-file "
              + secretFile
              + ": "
              + e.getClass().getSimpleName(),
          e);
    }
  }

  private ProxyLogin.Trust trust() {
    if (proxies.isEmpty()) {
      throw new AzudException(
          ErrorCode.USAGE,
          "--login proxy needs --trusted-proxy with the proxy's addresses: anybody else could claim to be anyone");
    }
    return new ProxyLogin.Trust(Set.copyOf(proxies), userHeader, groupsHeader, operators);
  }
}
