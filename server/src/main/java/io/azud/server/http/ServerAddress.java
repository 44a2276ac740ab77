// SPDX-License-Identifier: Apache-2.0
package io.azud.server.http;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;

/**
 * Where the server listens, and where browsers find it.
 *
 * @param port 0 for a free one
 * @param publicUrl empty when browsers come to the port itself
 */
public record ServerAddress(String host, int port, String publicUrl) {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  public ServerAddress {
    if (port < 0 || port > 65_535) {
      throw usage("--port must be from 0 to 65535");
    }
    if (!publicUrl.isEmpty() && !publicUrl.matches("https?://[^/?#]+")) {
      throw usage("--public-url must be like https://azud.example.com, without a path");
    }
    if (publicUrl.isEmpty() && !isLoopback(host)) {
      throw usage(
          "--host "
              + host
              + " can be reached from other machines, and Azud speaks no TLS itself: put a proxy that does in front"
              + " and name it with --public-url https://…, or leave --host out");
    }
  }

  public static ServerAddress loopback(int port) {
    return new ServerAddress("127.0.0.1", port, "");
  }

  public boolean isLoopback() {
    return isLoopback(host);
  }

  public boolean isSecure() {
    return publicUrl.startsWith("https:");
  }

  /** What browsers put before a path. */
  public String base(int actualPort) {
    return publicUrl.isEmpty() ? "http://" + bracketed() + ":" + actualPort : publicUrl;
  }

  /**
   * Whether a request that names this host is meant for us: another name on a loopback port is a
   * web page that has its own name resolve to 127.0.0.1.
   */
  boolean accepts(String hostHeader) {
    if (!isLoopback()) {
      return true;
    }
    String name = hostHeader.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    return LOOPBACK_NAMES.contains(name)
        || name.equals(bracketed())
        || !publicUrl.isEmpty()
            && hostHeader.equalsIgnoreCase(URI.create(publicUrl).getAuthority());
  }

  private String bracketed() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw usage("--host " + host + " is no address of this machine");
    }
  }

  private static AzudException usage(String message) {
    return new AzudException(ErrorCode.USAGE, message);
  }
}
