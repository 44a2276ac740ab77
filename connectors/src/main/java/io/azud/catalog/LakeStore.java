// SPDX-License-Identifier: Apache-2.0
package io.azud.catalog;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.aws.HttpClientProperties;
import org.apache.iceberg.aws.s3.S3FileIOProperties;
import org.apache.iceberg.io.FileIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The object storage that the lake's files lie in. */
public final class LakeStore {
  private static final Logger LOG = LoggerFactory.getLogger(LakeStore.class);
  private static final String TIMEOUT_MILLIS = "4000";

  private LakeStore() {}

  /**
   * Writes a small file into the warehouse and deletes it: shows that the storage answers, the
   * bucket exists and the keys may write.
   *
   * @throws AzudException {@code STORE_UNREACHABLE}, {@code STORE_REFUSED} or {@code
   *     BUCKET_MISSING}, within 15 seconds
   */
  public static void check(Environment environment) {
    String probe = new LakeFiles(environment).warehouse() + "/_azud_staging/.probe";
    try (FileIO io =
        CatalogUtil.loadFileIO(
            LakeSettings.fileIo(environment), impatient(environment), new Configuration(false))) {
      try (OutputStream out = io.newOutputFile(probe).createOrOverwrite()) {
        out.write("azud was here\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      remove(io, probe);
    } catch (RuntimeException e) {
      throw LakeFailures.translate("write", environment, e);
    }
  }

  private static void remove(FileIO io, String probe) {
    try {
      io.deleteFile(probe);
    } catch (RuntimeException e) {
      LOG.debug("{} stays: the keys may not delete, which writing does not need", probe, e);
    }
  }

  private static Map<String, String> impatient(Environment environment) {
    Map<String, String> properties = new HashMap<>(LakeSettings.store(environment));
    properties.put(S3FileIOProperties.S3_RETRY_NUM_RETRIES, "1");
    properties.put(HttpClientProperties.APACHE_CONNECTION_TIMEOUT_MS, TIMEOUT_MILLIS);
    properties.put(HttpClientProperties.APACHE_SOCKET_TIMEOUT_MS, TIMEOUT_MILLIS);
    return properties;
  }
}
