// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.definition;

import io.azud.engine.definition.binding.Misfit;
import io.azud.engine.definition.binding.ScalarShape;
import io.azud.engine.definition.binding.Scalars;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Addresses of systems. Messages do not repeat them: people put passwords into addresses. */
final class Addresses {
  private static final Pattern HTTP = Pattern.compile("https?://[^/].*");
  private static final Pattern WAREHOUSE =
      Pattern.compile("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[^?#\\\\*]*)?|file:/[^?#]*");
  private static final Pattern BROKERS =
      Pattern.compile(
          "[^,:/@\\s]+:[0-9]{1,5}( *, *[^,:/@\\s]+:[0-9]{1,5})*|\\[[0-9a-fA-F:.]+]:[0-9]{1,5}");

  private Addresses() {}

  static ScalarShape<String> brokers() {
    return Scalars.text("a list of brokers", (text, directory) -> brokers(text)).unshown();
  }

  static ScalarShape<String> http() {
    return Scalars.text("a URL", (text, directory) -> http(text)).unshown();
  }

  private static String brokers(String text) throws Misfit {
    if (!BROKERS.matcher(text).matches()) {
      throw new Misfit("is not a list of brokers: write host:port,host:port");
    }
    return text.replace(" ", "");
  }

  /** An HTTP address without user, password, query or fragment. */
  static String http(String text) throws Misfit {
    try {
      URI uri = new URI(text);
      if (HTTP.matcher(text).matches()
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return text;
      }
    } catch (URISyntaxException e) {
      // said below, without the parts of the address that the exception would show
    }
    throw new Misfit("is not an address: write http://host:port or https://host, without user");
  }

  /** Where a warehouse is: in object storage, or in a directory for trying things out. */
  static String warehouse(String text) throws Misfit {
    if (!WAREHOUSE.matcher(text).matches() || text.contains("/../")) {
      throw new Misfit("is not a warehouse: write s3://bucket/prefix");
    }
    return text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
