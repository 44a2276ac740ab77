// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.IOException;

/**
 * Writes the environment file that Azud's commands take to work on the platform; it names secrets,
 * it holds none.
 */
final class EnvironmentFile {
  static final String NAME = "environment.yaml";

  private static final String PLACES =
      """
      # Written by azud up at each start.
      apiVersion: azud/v1
      name: local
      kafka:
        bootstrapServers: %s
      spark:
        master: "local[*]"
      postgres:
        url: %s
        user: %s
        password: %s
      store:
        endpoint: %s
        region: %s
        accessKey: %s
        secretKey: %s
        pathStyle: true
      catalog:
        type: jdbc
        name: %s
        uri: %s
        user: %s
        password: %s
        warehouse: %s
        namespace: azud
      platform:
        data: %s
      logs:
        directory: %s
      """;

  private static final String INCIDENTS =
      """
      incidents:
        # Done without asking. What somebody has stopped is not started again: restart_runtime is
        # for machines that nobody sits at.
        automatic: [wait_and_retry, create_declared, finish_commit]
      """;

  private EnvironmentFile() {}

  static void write(DataDirectory directory, Endpoints endpoints) throws IOException {
    String password = "${file:" + directory.secret("postgres") + "}";
    String text =
        PLACES.formatted(
            quoted(endpoints.kafka().bootstrapServers()),
            quoted(endpoints.postgres().jdbcUrl()),
            quoted(endpoints.postgres().user()),
            quoted(password),
            quoted(endpoints.s3().endpoint()),
            quoted(endpoints.s3().region()),
            quoted(endpoints.s3().accessKey()),
            quoted("${file:" + directory.secret("s3") + "}"),
            quoted(endpoints.catalog().name()),
            quoted(endpoints.catalog().uri()),
            quoted(endpoints.postgres().user()),
            quoted(password),
            quoted(endpoints.s3().warehouse()),
            quoted(directory.root().toString()),
            quoted(directory.ownLog().toString()));
    OwnerOnly.write(directory.root().resolve(NAME), text + INCIDENTS);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
