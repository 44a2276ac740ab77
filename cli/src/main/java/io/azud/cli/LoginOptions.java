// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.ServeOptions.LoginWay;
import io.azud.server.http.ProxyLogin;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** How people log in to the console. */
final class LoginOptions {
  enum Way {
    token,
    proxy
  }

  @Option(
      names = "--login",
      paramLabel = "token|proxy",
      defaultValue = "token",
      description =
          "How people log in: with a token, or by a reverse proxy that names them in a header. Default: ${DEFAULT-VALUE}.")
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

  LoginWay way() {
    return switch (way) {
      case token -> new LoginWay.Token();
      case proxy -> new LoginWay.Proxy(trust());
    };
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
