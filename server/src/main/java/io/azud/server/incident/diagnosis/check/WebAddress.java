// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.diagnosis.check;

import java.net.URI;

/** Host and port of a web address. */
final class WebAddress {
  private WebAddress() {}

  static Connect.Address of(URI address) {
    int port = address.getPort();
    int standard = "http".equals(address.getScheme()) ? 80 : 443;
    return new Connect.Address(address.getHost(), port < 0 ? standard : port);
  }
}
