// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a data directory remembers from one start to the next. Its file also marks the directory as
 * ours.
 *
 * @param layout the version of the directory's layout
 * @param clusterId the Kafka cluster's id, given at the first start
 */
record PlatformState(int layout, String clusterId, int kafkaPort, int postgresPort, int s3Port) {
  static final String FILE = "platform.json";
  static final int LAYOUT = 1;

  static PlatformState created(String clusterId) {
    return new PlatformState(LAYOUT, clusterId, 0, 0, 0);
  }

  PlatformState withPorts(int kafka, int postgres, int s3) {
    return new PlatformState(layout, clusterId, kafka, postgres, s3);
  }

  static PlatformState read(Path data) throws IOException {
    return new ObjectMapper()
        .readValue(Files.readAllBytes(data.resolve(FILE)), PlatformState.class);
  }

  void write(Path data) throws IOException {
    OwnerOnly.write(data.resolve(FILE), new ObjectMapper().writeValueAsString(this) + "\n");
  }
}
