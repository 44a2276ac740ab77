// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a client needs to join the platform; the content of {@code endpoints.json}, where it has the
 * same names.
 */
public record Endpoints(Kafka kafka, Postgres postgres, S3 s3, Catalog catalog) {

  static final String FILE = "endpoints.json";

  public record Kafka(String bootstrapServers) {}

  /** The database; {@link #toString()} hides the password. */
  public record Postgres(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
      return "Postgres[jdbcUrl=" + jdbcUrl + ", user=" + user + ", password=***]";
    }
  }

  /** Object storage, addressed by path style; {@link #toString()} hides the secret key. */
  public record S3(
      String endpoint, String accessKey, String secretKey, String region, String warehouse) {
    @Override
    public String toString() {
      return "S3[endpoint=" + endpoint + ", accessKey=" + accessKey + ", secretKey=***]";
    }
  }

  /** The Iceberg JDBC catalog; user and password are those of {@link Postgres}. */
  public record Catalog(String uri, String name) {}

  /** The endpoints of the platform that was last ready in the directory. */
  public static Endpoints read(Path data) {
    Path file = data.resolve(FILE);
    try {
      return new ObjectMapper().readValue(Files.readAllBytes(file), Endpoints.class);
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.PLATFORM_UNHEALTHY,
          "There is no readable " + file + "; start the platform with azud up --data " + data + ".",
          e);
    }
  }

  void write(Path data) throws IOException {
    OwnerOnly.write(
        data.resolve(FILE),
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
  }
}
