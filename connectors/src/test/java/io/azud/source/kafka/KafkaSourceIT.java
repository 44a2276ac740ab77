// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.SourceDefinition.Format;
import io.azud.pipeline.SourceDefinition.KafkaTopic;
import io.azud.position.Slice;
import io.azud.source.LivePlatform;
import io.azud.spi.Source;
import io.azud.spi.Source.Bounds;
import io.azud.testkit.SourceContract;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaSourceIT extends SourceContract {

  private static final AtomicInteger TOPICS = new AtomicInteger();

  private final String topic = "source-it-" + System.nanoTime() + "-" + TOPICS.incrementAndGet();

  @BeforeEach
  void makeTopic() {
    KafkaFixture.create(topic, 3, Map.of());
  }

  @Override
  protected Source open() {
    return open(topic, 3, KafkaFixture.BOOTSTRAP);
  }

  private static Source open(String topic, int partitions, String bootstrap) {
    return new KafkaSourceFactory()
        .create(
            reading("source_it", new KafkaTopic(topic, Format.JSON, partitions, 1, Map.of())),
            LivePlatform.get().environment(bootstrap));
  }

  @Override
  protected void add(List<String> values) {
    try (KafkaProducer<byte[], byte[]> producer = KafkaFixture.producer(Map.of())) {
      for (int i = 0; i < values.size(); i++) {
        KafkaFixture.send(producer, topic, i % 3, values.subList(i, i + 1));
      }
    }
  }

  private void add(int partition, List<String> values) {
    try (KafkaProducer<byte[], byte[]> producer = KafkaFixture.producer(Map.of())) {
      KafkaFixture.send(producer, topic, partition, values);
    }
  }

  private static AzudException failure(Runnable act) {
    return catchThrowableOfType(AzudException.class, act::run);
  }

  @Test
  void readsCommittedRecordsOnlyAndEndsOnAMarker() {
    List<String> committed = values("committed", 5);
    try (KafkaProducer<byte[], byte[]> producer = KafkaFixture.transaction(topic)) {
      KafkaFixture.send(producer, topic, 0, committed);
      producer.commitTransaction();
      producer.beginTransaction();
      KafkaFixture.send(producer, topic, 0, values("aborted", 5));
      producer.abortTransaction();
    }
    try (Source source = open()) {
      // Five records, a marker, five records, a marker.
      awaitEnd(source, 12);
      assertThat(read(source, List.of(new Slice(0, 0, 12))).stream().map(Copy::value))
          .containsExactlyElementsOf(committed);
      assertThat(read(source, List.of(new Slice(0, 5, 12), new Slice(0, 5, 6), new Slice(0, 8, 9))))
          .isEmpty();
    }
  }

  @Test
  void endsBeforeATransactionThatIsNotDecided() {
    add(0, values("before", 3));
    try (Source source = open();
        KafkaProducer<byte[], byte[]> producer = KafkaFixture.transaction(topic)) {
      KafkaFixture.send(producer, topic, 0, values("open", 5));
      add(0, values("behind", 2));
      assertThat(source.bounds()).containsEntry(0, new Bounds(0, 3));
      producer.commitTransaction();
      awaitEnd(source, 11);
      assertThat(read(source, List.of(new Slice(0, 3, 11)))).hasSize(7);
    }
  }

  /** A transaction is decided before its markers are written. */
  private static void awaitEnd(Source source, long end) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Bounds bounds = source.bounds().get(0);
    while (bounds.end() < end && System.nanoTime() < deadline) {
      bounds = source.bounds().get(0);
    }
    assertThat(bounds).isEqualTo(new Bounds(0, end));
  }

  @Test
  void keepsKeysHeadersTimestampsAndTombstones() {
    try (KafkaProducer<byte[], byte[]> producer = KafkaFixture.producer(Map.of())) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(topic, 1, 1_700_000_000_123L, new byte[] {0, -1}, (byte[]) null);
      record
          .headers()
          .add("same", new byte[] {1, -128})
          .add("same", null)
          .add(new RecordHeader("", new byte[0]));
      KafkaFixture.done(producer.send(record));
    }
    try (Source source = open()) {
      assertThat(read(source, List.of(new Slice(1, 0, 1))))
          .containsExactly(
              new Copy(
                  1,
                  0,
                  1_700_000_000_123L,
                  "\0\u00ff",
                  null,
                  List.of("same=[1, -128]", "same=null", "=[]"),
                  List.of()));
    }
  }

  @Test
  void readsARecordLargerThanAFetch() {
    String large = topic + "-large";
    KafkaFixture.create(large, 1, Map.of("max.message.bytes", "12000000"));
    byte[] value = "x".repeat(10 * 1024 * 1024).getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> producer =
        KafkaFixture.producer(
            Map.of("max.request.size", 12_000_000, "buffer.memory", 64_000_000L))) {
      KafkaFixture.done(producer.send(new ProducerRecord<>(large, 0, null, value)));
      KafkaFixture.send(producer, large, 0, values("small", 1));
    }
    try (Source source = open(large, 1, KafkaFixture.BOOTSTRAP)) {
      assertThat(read(source, whole(source)).stream().map(one -> one.value().length()))
          .containsExactly(10 * 1024 * 1024, values("small", 1).get(0).length());
    }
  }

  @Test
  void findsPartitionsThatWereAdded() {
    add(0, values("old", 2));
    try (Source source = open()) {
      source.bounds();
      KafkaFixture.done(
          KafkaFixture.admin().createPartitions(Map.of(topic, NewPartitions.increaseTo(4))).all());
      add(3, values("new", 2));
      assertThat(source.bounds()).containsEntry(3, new Bounds(0, 2)).hasSize(4);
      assertThat(read(source, List.of(new Slice(3, 0, 2)))).hasSize(2);
    }
  }

  @Test
  void plansAndMakesADeclaredTopicAndMorePartitions() {
    String declared = topic + "-declared";
    try (Source source = open(declared, 2, KafkaFixture.BOOTSTRAP)) {
      assertThat(source.plan())
          .singleElement()
          .extracting("statement")
          .asString()
          .contains("2 partitions");
      source.apply();
      assertThat(source.bounds()).hasSize(2);
      assertThat(source.plan()).isEmpty();
    }
    try (Source source = open(declared, 5, KafkaFixture.BOOTSTRAP)) {
      assertThat(source.plan())
          .singleElement()
          .extracting("statement")
          .asString()
          .contains("from 2 to 5");
      source.apply();
      assertThat(source.bounds()).hasSize(5);
    }
    try (Source source = open(declared, 3, KafkaFixture.BOOTSTRAP)) {
      assertThat(source.plan()).isEmpty();
    }
  }

  @Test
  void saysThatATopicIsMissing() {
    try (Source source = open(topic + "-none", 0, KafkaFixture.BOOTSTRAP)) {
      for (Runnable act :
          List.<Runnable>of(source::bounds, source::plan, source::apply, source::identity)) {
        AzudException failure = failure(act);
        assertThat(failure.code()).isEqualTo(ErrorCode.TOPIC_MISSING);
        assertThat(failure)
            .hasMessageContaining(topic + "-none")
            .hasMessageContaining("azud apply");
      }
    }
  }

  @Test
  void stopsWhenRecordsWereDeletedBeforeTheyWereRead() {
    add(0, values("gone", 100));
    delete(60);
    try (Source source = open()) {
      assertThat(source.bounds()).containsEntry(0, new Bounds(60, 100));
      assertThat(read(source, List.of(new Slice(0, 60, 100)))).hasSize(40);
      AzudException failure = failure(() -> read(source, List.of(new Slice(0, 10, 80))));
      assertThat(failure.code()).isEqualTo(ErrorCode.OFFSETS_LOST);
      assertThat(failure)
          .hasMessageContaining(topic)
          .hasMessageContaining("offsets 10..59 are gone");
      assertThat(failure(() -> read(source, List.of(new Slice(0, 10, 30)))))
          .hasMessageContaining("offsets 10..29 are gone");
    }
  }

  private void delete(long before) {
    KafkaFixture.done(
        KafkaFixture.admin()
            .deleteRecords(
                Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
            .all());
  }

  @Test
  void knowsATopicThatWasMadeAgain() {
    add(0, values("first", 5));
    try (Source source = open()) {
      String identity = source.identity();
      KafkaFixture.done(KafkaFixture.admin().deleteTopics(List.of(topic)).all());
      KafkaFixture.create(topic, 3, Map.of());
      add(0, values("second", 10));
      AzudException failure = failure(source::bounds);
      assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_REPLACED);
      assertThat(failure).hasMessageContaining(identity);
      try (Source other = open()) {
        assertThat(other.identity()).isNotEqualTo(identity);
      }
    }
  }

  @Test
  void stopsAtASliceBeyondTheTopicsEnd() {
    add(0, values("few", 5));
    try (Source source = open()) {
      AzudException failure = failure(() -> read(source, List.of(new Slice(0, 7, 9))));
      assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_REPLACED);
    }
  }

  @Test
  void givesUpWhenNothingComes() {
    add(0, values("few", 5));
    AzudException failure = failure(() -> drain(new Slice(0, 0, 9)));
    assertThat(failure.code()).isEqualTo(ErrorCode.KAFKA_UNREACHABLE);
    assertThat(failure)
        .hasMessageContaining("partition 0, offset 5")
        .hasMessageContaining(KafkaFixture.BOOTSTRAP);
  }

  @Test
  void saysThatATopicWasDeletedWhileItWasRead() {
    add(0, values("few", 5));
    KafkaFixture.done(KafkaFixture.admin().deleteTopics(List.of(topic)).all());
    assertThat(failure(() -> drain(new Slice(0, 0, 5))).code()).isEqualTo(ErrorCode.TOPIC_MISSING);
  }

  private void drain(Slice slice) {
    IdleConsumers none = new IdleConsumers(Duration.ofMinutes(1), 0);
    KafkaTopic definition = new KafkaTopic(topic, Format.JSON, 3, 1, Map.of());
    KafkaClientProperties properties =
        KafkaClientProperties.of(LivePlatform.get().environment().kafka(), definition);
    try (KafkaCursor cursor =
        new KafkaCursor(topic, slice, properties, Duration.ofMillis(700), none)) {
      while (cursor.advance()) {
        assertThat(cursor.record().offset()).isLessThan(5);
      }
    }
  }

  @Test
  void lendsAConsumerToOneSliceAfterTheOther() {
    add(0, values("few", 5));
    IdleConsumers idle = new IdleConsumers(Duration.ofMinutes(1), 1);
    KafkaClientProperties properties =
        KafkaClientProperties.of(
            LivePlatform.get().environment().kafka(),
            new KafkaTopic(topic, Format.JSON, 3, 1, Map.of()));
    for (int i = 0; i < 5; i++) {
      try (KafkaCursor cursor =
          new KafkaCursor(topic, new Slice(0, i, i + 1), properties, KafkaCursor.STALL, idle)) {
        assertThat(cursor.advance()).isTrue();
        assertThat(cursor.record().offset()).isEqualTo(i);
        assertThat(cursor.advance()).isFalse();
      }
    }
    assertThat(idle.made()).isEqualTo(1);
    idle.borrow(properties).consumer().close();
  }

  @Test
  void namesABrokerThatDoesNotAnswer() {
    try (Source source = open(topic, 3, "127.0.0.1:1")) {
      AzudException failure = failure(source::bounds);
      assertThat(failure.code()).isEqualTo(ErrorCode.KAFKA_UNREACHABLE);
      assertThat(failure).hasMessageContaining("127.0.0.1:1").hasMessageContaining(topic);
    }
  }

  @Test
  void namesABrokerThatHasNoAddress() {
    try (Source source = open(topic, 3, "no-such-host.invalid:9092")) {
      AzudException failure = failure(source::bounds);
      assertThat(failure.code()).isEqualTo(ErrorCode.KAFKA_UNREACHABLE);
      assertThat(failure).hasMessageContaining("no-such-host.invalid:9092");
    }
  }

  @Test
  void stopsAtADamagedBatch() throws IOException {
    add(0, values("sound", 10));
    add(0, values("damaged", 10));
    Path log = segment();
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.seek(file.length() - 3);
      file.write('#');
    }
    try (Source source = open()) {
      AzudException failure = failure(() -> read(source, List.of(new Slice(0, 0, 20))));
      assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_DAMAGED);
      assertThat(failure).hasMessageContaining(topic).hasMessageContaining("partition 0");
    }
  }

  /** Row 59 of the bad-input table: the checksum is right, the content cannot be read. */
  @Test
  void stopsAtABatchWithAnUnknownCodec() throws IOException {
    add(0, values("sound", 10));
    Path log = segment();
    ByteBuffer batch = ByteBuffer.wrap(Files.readAllBytes(log));
    int attributes = 21;
    batch.putShort(attributes, (short) (batch.getShort(attributes) | 7));
    CRC32C checksum = new CRC32C();
    checksum.update(batch.array(), attributes, 12 + batch.getInt(8) - attributes);
    batch.putInt(17, (int) checksum.getValue());
    Files.write(log, batch.array());
    try (Source source = open()) {
      AzudException failure = failure(() -> read(source, List.of(new Slice(0, 0, 10))));
      assertThat(failure.code()).isEqualTo(ErrorCode.SOURCE_DAMAGED);
    }
  }

  private Path segment() throws IOException {
    try (Stream<Path> files = Files.walk(LivePlatform.get().data())) {
      return files
          .filter(file -> file.endsWith(topic + "-0/00000000000000000000.log"))
          .findFirst()
          .orElseThrow();
    }
  }
}
