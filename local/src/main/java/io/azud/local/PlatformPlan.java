// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.io.IOException;
import java.util.List;

/** The servers of one start and the endpoints they will have. */
record PlatformPlan(List<Server> servers, Endpoints endpoints) {
  private static final String CATALOG = "azud";

  /** Chooses the ports and remembers them for the next start. */
  static PlatformPlan of(DataDirectory directory, PlatformOptions options) throws IOException {
    PlatformState state = directory.state();
    try (Ports ports = new Ports()) {
      int kafka = ports.take("Kafka", options.kafkaPort(), state.kafkaPort());
      int postgres = ports.take("PostgreSQL", options.postgresPort(), state.postgresPort());
      int s3 = ports.take("S3", options.s3Port(), state.s3Port());
      int controller = ports.take("Kafka's controller", 0, 0);
      state.withPorts(kafka, postgres, s3).write(directory.root());
      KafkaServer kafkaServer = new KafkaServer(directory, state.clusterId(), kafka, controller);
      PostgresServer postgresServer = new PostgresServer(directory, postgres);
      S3Server s3Server = new S3Server(directory, s3);
      return new PlatformPlan(
          List.of(kafkaServer, postgresServer, s3Server),
          endpoints(kafka, postgres, postgresServer.password(), s3, s3Server.secretKey()));
    }
  }

  private static Endpoints endpoints(
      int kafka, int postgres, String password, int s3, String secretKey) {
    String jdbcUrl = "jdbc:postgresql://127.0.0.1:" + postgres + "/" + PostgresServer.DATABASE;
    return new Endpoints(
        new Endpoints.Kafka("127.0.0.1:" + kafka),
        new Endpoints.Postgres(jdbcUrl, PostgresServer.USER, password),
        new Endpoints.S3(
            "http://127.0.0.1:" + s3,
            S3Server.ACCESS_KEY,
            secretKey,
            S3Server.REGION,
            "s3://" + S3Server.BUCKET + "/warehouse"),
        new Endpoints.Catalog(jdbcUrl, CATALOG));
  }
}
