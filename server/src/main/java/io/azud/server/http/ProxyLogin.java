// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody else has found out who it is: a reverse proxy that logs people in and puts their name
 * into a header. Believed only when the request comes from one of the proxy's addresses.
 */
public final class ProxyLogin implements Login {
  private static final int LONGEST_NAME = 200;

  private final Trust trust;
  private final String key = Secrets.random();

  /**
   * @param peers the addresses that the proxy comes from
   * @param userHeader holds the name
   * @param groupsHeader holds the groups, with commas between them
   * @param operators the group whose members may operate
   */
  public record Trust(Set<String> peers, String userHeader, String groupsHeader, String operators) {
    public Trust {
      peers = Set.copyOf(peers);
    }
  }

  public ProxyLogin(Trust trust) {
    this.trust = trust;
  }

  @Override
  public String kind() {
    return "proxy";
  }

  @Override
  public Optional<Identity> identify(Request request) {
    if (!trust.peers().contains(request.peer())) {
      return Optional.empty();
    }
    return request
        .header(trust.userHeader())
        .map(String::strip)
        .filter(name -> !name.isEmpty() && name.length() <= LONGEST_NAME)
        .map(name -> identity(name, request.header(trust.groupsHeader()).orElse("")));
  }

  private Identity identity(String name, String groups) {
    boolean operates =
        Arrays.stream(groups.split(",")).map(String::strip).anyMatch(trust.operators()::equals);
    return new Identity(
        new User(name, operates ? Role.OPERATE : Role.READ), Secrets.digest(key + ":" + name));
  }

  @Override
  public String page() {
    return "/login-proxy.html";
  }

  @Override
  public List<Route> routes() {
    return List.of();
  }
}
