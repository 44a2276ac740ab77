// SPDX-License-Identifier: Apache-2.0
package io.azud.environment;

import java.io.Serializable;
import java.util.List;

/**
 * What becomes of the log in an environment, besides stderr.
 *
 * @param directory where files of ECS lines are kept; empty for none
 * @param maxMegabytes how much these files take together, about
 * @param elasticsearch the store that a shipper brings the lines to, to be read from; at most one
 */
public record Logs(String directory, int maxMegabytes, List<Elasticsearch> elasticsearch)
    implements Serializable {
  public static final Logs NONE = new Logs("", 100, List.of());

  public Logs {
    elasticsearch = List.copyOf(elasticsearch);
  }

  public boolean hasFiles() {
    return !directory.isEmpty();
  }

  /**
   * Elasticsearch, OpenSearch or what speaks like them.
   *
   * @param index an index, an alias, a data stream, or a pattern of them
   * @param user empty when the store asks for none
   * @param apiKey {@link Secret#NONE} when there is none
   */
  public record Elasticsearch(String url, String index, String user, Secret password, Secret apiKey)
      implements Serializable {}
}
