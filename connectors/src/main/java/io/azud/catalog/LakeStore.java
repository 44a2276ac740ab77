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
import java.util.UUID;
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
    String probe = new LakeFiles(environment).warehouse() + "/_azud_staging/" + name(environment);
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

  /** File access that gives up soon, for {@link #requireAnswer}; the caller closes it. */
  public static FileIO openImpatiently(Environment environment) {
    try {
      return CatalogUtil.loadFileIO(
          LakeSettings.fileIo(environment), impatient(environment), new Configuration(false));
    } catch (RuntimeException e) {
      throw LakeFailures.translate("open", environment, e);
    }
  }

  /**
   * Asks the storage whether a file is there, whichever: shows that it answers, without writing.
   * Iceberg itself tries for minutes to read a table whose storage does not.
   *
   * @throws AzudException {@code STORE_UNREACHABLE}, {@code STORE_REFUSED} or {@code
   *     BUCKET_MISSING}, within 15 seconds
   */
  public static void requireAnswer(FileIO impatient, Environment environment) {
    String probe = new LakeFiles(environment).warehouse() + "/_azud_staging/.probe";
    try {
      impatient.newInputFile(probe).exists();
    } catch (RuntimeException e) {
      throw LakeFailures.translate("look into", environment, e);
    }
  }

  /**
   * In a bucket one name for all: keys that may not delete leave one object there. Two processes
   * cannot write one file of a directory at once.
   */
  private static String name(Environment environment) {
    return LakeSettings.isS3(environment) ? ".probe" : ".probe-" + UUID.randomUUID();
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
