// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.exceptions.NotFoundException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects under an {@code s3://bucket/prefix}, one object, or objects by a pattern in the last part
 * of the key.
 */
final class S3Files implements FileStore {

  private static final Duration LISTING = Duration.ofSeconds(12);
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final String bucket;
  private final String key;
  private final Environment.Store store;
  private S3FileIO io;

  S3Files(String path, Environment.Store store) {
    String[] parts = path.substring("s3://".length()).split("/", 2);
    this.bucket = parts[0];
    this.key = parts.length == 1 ? "" : parts[1];
    this.store = store;
  }

  @Override
  public List<FoundFile> list() {
    int folder = key.lastIndexOf('/') + 1;
    String name = key.substring(folder);
    if (name.contains("*")) {
      Pattern pattern = FileNames.glob(name);
      String literal = key.substring(0, key.indexOf('*'));
      return list(
          literal,
          found ->
              pattern.matcher(found.substring(folder)).matches() && found.indexOf('/', folder) < 0,
          folder);
    }
    if (name.isEmpty()) {
      return list(key, found -> true, folder);
    }
    return list(key, found -> found.equals(key) || found.startsWith(key + "/"), key.length() + 1);
  }

  private List<FoundFile> list(String prefix, Predicate<String> wanted, int below) {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(bucket)
            .prefix(prefix)
            .overrideConfiguration(call -> call.apiCallTimeout(LISTING))
            .build();
    List<FoundFile> found = new ArrayList<>();
    try {
      for (S3Object object : io().client().listObjectsV2Paginator(request).contents()) {
        String at = object.key();
        boolean named =
            at.equals(key) || !FileNames.ignored(at.substring(Math.min(below, at.length())));
        if (!at.endsWith("/") && wanted.test(at) && named) {
          found.add(found(object));
        }
      }
      return found;
    } catch (SdkException e) {
      throw failure("s3://" + bucket + "/" + prefix, e);
    }
  }

  private FoundFile found(S3Object object) {
    return new FoundFile(
        "s3://" + bucket + "/" + object.key(),
        object.size(),
        object.lastModified().truncatedTo(ChronoUnit.MICROS),
        object.eTag() == null ? "" : object.eTag());
  }

  @Override
  public Optional<String> sha256(FoundFile file) {
    try (InputStream in = open(file.uri())) {
      return Optional.of(Sha256.of(in));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreachable(file.uri(), e);
    }
  }

  @Override
  public InputStream open(String uri) {
    return new Translated(uri, io().newInputFile(uri).newStream());
  }

  @Override
  public Optional<Path> onThisMachine(String uri) {
    return Optional.empty();
  }

  @Override
  public void close() {
    if (io != null) {
      io.close();
      io = null;
    }
  }

  private S3FileIO io() {
    if (io == null) {
      S3FileIO opened = new S3FileIO();
      opened.initialize(properties());
      io = opened;
    }
    return io;
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("s3.path-style-access", Boolean.toString(store.pathStyle()));
    if (!store.endpoint().isEmpty()) {
      properties.put("s3.endpoint", store.endpoint());
    }
    if (!store.region().isEmpty()) {
      properties.put("client.region", store.region());
    }
    if (!store.accessKey().isEmpty()) {
      properties.put("s3.access-key-id", store.accessKey());
      properties.put("s3.secret-access-key", store.secretKey().reveal());
    }
    properties.put("http-client.apache.connection-timeout-ms", "3000");
    properties.put("http-client.apache.socket-timeout-ms", "15000");
    properties.put("s3.retry.num-retries", "3");
    properties.put("s3.retry.min-wait-ms", "100");
    properties.put("s3.retry.max-wait-ms", "2000");
    return properties;
  }

  private AzudException failure(String uri, SdkException e) {
    if (e instanceof NoSuchBucketException) {
      return new AzudException(
          ErrorCode.BUCKET_MISSING,
          "bucket "
              + bucket
              + " does not exist at "
              + address()
              + ": make it, or correct source.files.path",
          e);
    }
    if (e instanceof S3Exception answer && answer.statusCode() < 500) {
      String code =
          answer.awsErrorDetails() == null ? "" : " " + answer.awsErrorDetails().errorCode();
      return new AzudException(
          ErrorCode.STORE_REFUSED,
          "the object store at "
              + address()
              + " refused to give "
              + uri
              + " (HTTP "
              + answer.statusCode()
              + code
              + "): check store.accessKey and the right to list and get there",
          e);
    }
    if (e instanceof SdkClientException && String.valueOf(e.getMessage()).contains("credentials")) {
      return new AzudException(
          ErrorCode.STORE_REFUSED,
          "there are no credentials for "
              + uri
              + ": declare store.accessKey and store.secretKey, or give this process an"
              + " AWS identity",
          e);
    }
    return unreachable(uri, e);
  }

  private AzudException unreachable(String uri, Exception cause) {
    return new AzudException(
        ErrorCode.STORE_UNREACHABLE,
        "the object store at "
            + address()
            + " did not answer for "
            + uri
            + ": check that store.endpoint is right and can be reached from here",
        cause);
  }

  private String address() {
    return store.endpoint().isEmpty() ? "AWS " + store.region() : store.endpoint();
  }

  /** The store's own exceptions, which come while reading, in Azud's words. */
  private final class Translated extends FilterInputStream {
    private final String uri;

    Translated(String uri, InputStream in) {
      super(in);
      this.uri = uri;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return in.read(into, offset, length);
      } catch (NotFoundException e) {
        throw new NoSuchFileException(uri);
      } catch (S3Exception e) {
        // The stream asks for "bytes=0-", which an empty object cannot satisfy.
        if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
          return -1;
        }
        throw failure(uri, e);
      } catch (SdkException e) {
        throw failure(uri, e);
      } catch (IOException e) {
        throw unreachable(uri, e);
      }
    }
  }
}
