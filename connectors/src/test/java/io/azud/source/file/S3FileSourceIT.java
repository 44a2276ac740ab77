// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.environment.Environment;
import io.azud.environment.Secret;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.local.Endpoints;
import io.azud.pipeline.SourceDefinition;
import io.azud.pipeline.SourceDefinition.Csv;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.position.Slice;
import io.azud.source.LivePlatform;
import io.azud.spi.Source;
import io.azud.testkit.SourceContract;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class S3FileSourceIT extends SourceContract {

  private static final AtomicInteger PIPELINES = new AtomicInteger();
  private static final Endpoints.S3 AT = LivePlatform.get().endpoints().s3();
  private static final String BUCKET = URI.create(AT.warehouse()).getHost();
  private static final S3Client CLIENT =
      S3Client.builder()
          .endpointOverride(URI.create(AT.endpoint()))
          .region(Region.of(AT.region()))
          .forcePathStyle(true)
          .credentialsProvider(
              StaticCredentialsProvider.create(
                  AwsBasicCredentials.create(AT.accessKey(), AT.secretKey())))
          .build();

  private final String pipeline = "objects_" + PIPELINES.incrementAndGet();
  private final String inbox = "inbox/" + pipeline;
  private int written;

  @Override
  protected Source open() {
    return open("s3://" + BUCKET + "/" + inbox, Format.JSON, LivePlatform.get().environment());
  }

  private Source open(String path, Format format, Environment environment) {
    return new FileSourceFactory()
        .create(reading(pipeline, new SourceDefinition.Files(path, format)), environment);
  }

  @Override
  protected void add(List<String> values) {
    for (int i = 0; i < values.size(); i += 10) {
      String content = String.join("\n", values.subList(i, Math.min(i + 10, values.size())));
      put("part-" + written++, content.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void put(String name, byte[] content) {
    CLIENT.putObject(
        put -> put.bucket(BUCKET).key(inbox + "/" + name), RequestBody.fromBytes(content));
  }

  private void put(String name, String content) {
    put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> values(String path) {
    try (Source source =
        open("s3://" + BUCKET + "/" + path, Format.JSON, LivePlatform.get().environment())) {
      return read(source, whole(source)).stream().map(Copy::value).sorted().toList();
    }
  }

  @Test
  void findsObjectsByPrefixByPatternAndByName() {
    put("a.json", "a");
    put("deep/b.json", "b");
    put("_marker", "marker");
    put("deep/.hidden", "hidden");
    put("../" + pipeline + "x/c.json", "neighbour");
    assertThat(values(inbox + "/a.json")).containsExactly("a");
    assertThat(values(inbox + "/*.json")).containsExactly("a");
    assertThat(values(inbox + "/")).containsExactly("a", "b");
    assertThat(values(inbox)).containsExactly("a", "b");
  }

  @Test
  void nothingUnderAPrefixIsFine() {
    assertThat(values(inbox + "/nothing/here")).isEmpty();
  }

  @Test
  void anEmptyObjectHasNoRecords() {
    put("empty.json", "");
    put("full.json", "a");
    assertThat(values(inbox)).containsExactly("a");
  }

  @Test
  void readsCompressedObjectsAndParquet(@TempDir Path directory) throws IOException {
    put("a.json.gz", FileContentTest.gzip("gzip\n"));
    put("b.json.zst", FileContentTest.zstd("zstd\n"));
    assertThat(values(inbox)).containsExactly("gzip", "zstd");

    Path file = directory.resolve("rows.parquet");
    ParquetRecordsTest.write(
        file, CompressionCodecName.SNAPPY, "required int32 id;", row -> row.append("id", 7));
    put("parquet/rows", Files.readAllBytes(file));
    Format parquet = new Format(Format.Kind.PARQUET, Csv.DEFAULT);
    String path = "s3://" + BUCKET + "/" + inbox + "/parquet";
    try (Source source = open(path, parquet, LivePlatform.get().environment())) {
      Slice third = new Slice(2, 0, 1);
      assertThat(source.bounds().get(2).end()).isEqualTo(1);
      assertThat(read(source, List.of(third)).stream().map(Copy::value))
          .containsExactly("{\"id\":7}");
    }
  }

  @Test
  void stopsAtAnObjectThatIsGoneOrChanged() {
    put("a", "before");
    try (Source source = open()) {
      assertThat(source.bounds().get(0).end()).isEqualTo(1);
      put("a", "after!");
      assertThat(failure(() -> read(source, List.of(new Slice(0, 0, 1)))))
          .isEqualTo(ErrorCode.SOURCE_REPLACED);
      CLIENT.deleteObject(delete -> delete.bucket(BUCKET).key(inbox + "/a"));
      assertThat(failure(() -> read(source, List.of(new Slice(0, 0, 1)))))
          .isEqualTo(ErrorCode.OFFSETS_LOST);
    }
  }

  @Test
  void saysWhatIsWrongWithTheStore() {
    Environment here = LivePlatform.get().environment();
    assertThat(failure(() -> bounds("s3://no-such-bucket-here/x", here)))
        .isEqualTo(ErrorCode.BUCKET_MISSING);
    assertThat(failure(() -> bounds("s3://" + BUCKET + "/x", with(here, AT.endpoint(), "wrong"))))
        .isEqualTo(ErrorCode.STORE_REFUSED);
    assertThat(
            failure(
                () ->
                    bounds(
                        "s3://" + BUCKET + "/x", with(here, "http://127.0.0.1:1", AT.secretKey()))))
        .isEqualTo(ErrorCode.STORE_UNREACHABLE);
  }

  private void bounds(String path, Environment environment) {
    try (Source source = open(path, Format.JSON, environment)) {
      source.bounds();
    }
  }

  private static ErrorCode failure(Runnable act) {
    AzudException failure = catchThrowableOfType(AzudException.class, act::run);
    assertThat(failure).isNotNull();
    assertThat(failure).hasMessageNotContainingAny(AT.secretKey());
    return failure.code();
  }

  private static Environment with(Environment environment, String endpoint, String secretKey) {
    Environment.Store store =
        new Environment.Store(endpoint, AT.region(), AT.accessKey(), Secret.of(secretKey), true);
    return new Environment(
        environment.name(),
        environment.kafka(),
        environment.spark(),
        environment.postgres(),
        environment.ledger(),
        store,
        environment.catalog(),
        environment.platform());
  }
}
