// SPDX-License-Identifier: Apache-2.0
package io.azud.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.azud.local.PlatformOptions;
import io.azud.local.PlatformProcess;
import io.azud.testkit.corpus.Corpus;
import io.azud.testkit.corpus.CorpusRecord;
import io.azud.testkit.corpus.CorpusRecord.Accepted;
import io.azud.testkit.corpus.CorpusRecord.Rejected;
import io.azud.testkit.corpus.HugeRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole corpus of strange records between good ones, through the packaged product in a small
 * heap. Each bad record is one dead letter with its bytes, key and headers; everything else is in
 * both stores as it was sent.
 */
class CorpusIT {
  private static final Map<String, String> SMALL_HEAP = Map.of("AZUD_HEAP", "512m");
  private static final int PARTITIONS = 3;
  private static final int MEBIBYTE = 1 << 20;

  @TempDir private static Path directory;

  private static PlatformProcess platform;

  @BeforeAll
  static void start() {
    platform = PlatformProcess.launch(PlatformOptions.in(directory.resolve("platform")));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void keepsEveryRecordOfTheJsonCorpus() throws Exception {
    Path pipeline = pipeline("corpus_json", "json", Corpus.JSON_SCHEMA, "");
    try (CorpusPublisher topic = topic("corpus_json")) {
      good(topic);
      for (CorpusRecord record : Corpus.json()) {
        send(topic, record, CorpusIT::jsonRow);
        good(topic);
      }
      abort("corpus_json", topic);
      strangeKeysAndHeaders(topic);
      good(topic);
      run(pipeline, topic);
      assertHoldsExactly("corpus_json", topic.published());
    }
  }

  @Test
  void keepsEveryRecordOfTheCsvCorpus() throws Exception {
    Path pipeline = pipeline("corpus_csv", "csv", Corpus.CSV_SCHEMA, "");
    try (CorpusPublisher topic = topic("corpus_csv")) {
      for (CorpusRecord record : Corpus.csv()) {
        send(topic, record, CorpusIT::csvRow);
        topic.send("a good record", utf8("g,7,ñ,,,,"), row("id", "g", "i", "7", "s", "ñ"), "");
      }
      run(pipeline, topic);
      assertHoldsExactly("corpus_csv", topic.published());
    }
  }

  @Test
  void worksHugeRecordsThroughInASmallHeap() throws Exception {
    Path pipeline = pipeline("corpus_huge", "json", Corpus.JSON_SCHEMA, "");
    try (CorpusPublisher topic = topic("corpus_huge")) {
      good(topic);
      for (HugeRecord record : HugeRecord.json()) {
        boolean accepted = record.outcome().equals("accepted");
        byte[] value = record.value();
        topic.send(
            record.toString(),
            value,
            accepted ? hugeRow(record.text().get()) : Map.of(),
            accepted ? "" : record.outcome());
        good(topic);
      }
      byte[] large = new byte[48 * MEBIBYTE];
      topic.send("#49 a record of 48 MiB", large, Map.of(), "too_large");
      good(topic);
      bomb("corpus_huge");
      run(pipeline, topic.published().size() + BOMBS);
      Map<String, Map<String, String>> found =
          new StoredRows(platform.endpoints()).postgres("corpus_huge");
      assertThat(found.values().stream().filter(row -> row.get("id").equals("bomb")))
          .as("#59 the records of a batch that expands")
          .hasSize(BOMBS);
      assertHoldsExactly("corpus_huge", topic.published(), row -> !row.get("id").equals("bomb"));
    }
  }

  @Test
  void rejectsForBothStoresWhatOneCannotHold() throws Exception {
    Path pipeline =
        pipeline(
            "corpus_made",
            "json",
            """
            schema:
              - {name: id, type: string, required: true}
              - {name: s, type: string}
              - {name: n, type: long}
            transform:
              select:
                - id
                - "CASE WHEN s = 'nul' THEN concat('a', decode(X'00', 'UTF-8')) ELSE s END AS s"
                - "CASE WHEN s = 'bytes' THEN CAST(X'61FF' AS STRING) ELSE 'ok' END AS u"
                - "array(CASE WHEN s = 'nested' THEN decode(X'00', 'UTF-8') ELSE 'x' END) AS li"
                - "CAST(timestamp_seconds(n) AS TIMESTAMP) AS t"
                - "date_add(DATE'1970-01-01', CASE WHEN s = 'day' THEN 2000000000 ELSE 1 END) AS y"
            """,
            "    indexes: [{columns: [id]}]\n");
    try (CorpusPublisher topic = topic("corpus_made")) {
      made(topic, "fine", 0, "");
      made(topic, "nul", 0, "nul");
      made(topic, "bytes", 0, "invalid_utf8");
      made(topic, "nested", 0, "nul");
      made(topic, "day", 0, "out_of_range");
      made(topic, "fine", 253_402_300_799L, "");
      made(topic, "late", 253_402_300_800L, "out_of_range");
      made(topic, "bc", -62_135_596_801L, "out_of_range");
      topic.send(
          "#51 a text of 13 kB in an index",
          utf8("{\"id\":\"" + "k".repeat(13_000) + "\"}"),
          Map.of(),
          "index_key_too_long");
      run(pipeline, topic);
      assertHoldsExactly("corpus_made", topic.published());
    }
  }

  @Test
  void keepsTheLastVersionOfEachKeyAndDeletesOnlyWhatWasMeant() throws Exception {
    Path pipeline =
        pipeline(
            "corpus_upsert",
            "json",
            """
            schema:
              - {name: id, type: string}
              - {name: n, type: long}
            """,
            "    mode: upsert\n    key: [id]\n    version: n\n");
    try (CorpusPublisher topic = topic("corpus_upsert", 1)) {
      upsert(topic, "twice", 1);
      upsert(topic, "twice", 2);
      upsert(topic, "late", 5);
      upsert(topic, "late", 3);
      delete(topic, utf8("early"), "");
      upsert(topic, "early", 1);
      upsert(topic, "gone", 1);
      delete(topic, utf8("{\"id\":\"gone\"}"), "");
      upsert(topic, "kept", 1);
      delete(topic, null, "missing_key");
      delete(topic, utf8("{\"id\":\"kept\"} x"), "missing_key");
      delete(topic, utf8("{\"id\":\"kept\",\"id\":\"gone\"}"), "missing_key");
      delete(topic, utf8("a\0b"), "missing_key");
      delete(topic, new byte[] {(byte) 0xff}, "missing_key");
      topic.send("#2 a record without a key", utf8("{\"n\":1}"), Map.of(), "missing_key");
      run(pipeline, topic);
    }
    Map<String, String> rows =
        new StoredRows(platform.endpoints())
            .postgres("corpus_upsert").values().stream()
                .collect(Collectors.toMap(row -> row.get("id"), row -> row.get("n")));
    assertThat(rows).isEqualTo(Map.of("twice", "2", "late", "5", "early", "1", "kept", "1"));
    assertThat(new StoredRows(platform.endpoints()).deadLetters("corpus_upsert"))
        .hasSize(6)
        .allSatisfy((position, letter) -> assertThat(letter.rule()).isEqualTo("missing_key"));
  }

  @Test
  void stopsAtADamagedFileRatherThanLoadAPart() throws Exception {
    Path files = Files.createDirectories(directory.resolve("files"));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(whole)) {
      for (int i = 0; i < 20_000; i++) {
        gzip.write(utf8("{\"id\":\"" + Math.sqrt(i) + "\"}\n"));
      }
    }
    byte[] half = Arrays.copyOf(whole.toByteArray(), whole.size() / 2);
    Files.write(files.resolve("half.json.gz"), half);
    Path pipeline =
        Files.writeString(
            directory.resolve("files.yaml"),
            """
            apiVersion: azud/v1
            name: corpus_files
            source:
              files: {path: "%s", format: json}
            schema:
              - {name: id, type: string}
            sinks:
              lake: {table: corpus_files}
              postgres: {table: corpus_files}
            """
                .formatted(files));

    AzudProcess.Result result = azud("run", pipeline, "--until-end");

    assertThat(result.status()).isEqualTo(4);
    assertThat(result.err())
        .contains("error[FILES_UNREADABLE]")
        .contains("half.json.gz")
        .doesNotContain("\tat ");
    StoredRows stored = new StoredRows(platform.endpoints());
    assertThat(stored.postgres("corpus_files")).isEmpty();
    assertThat(stored.lake("corpus_files")).isEmpty();
    assertThat(stored.deadLetters("corpus_files")).isEmpty();
  }

  private static void good(CorpusPublisher topic) {
    String json =
        "{\"id\":\"good\",\"i\":-7,\"l\":9007199254740993,\"d\":0.5,\"f\":1.5,\"n\":12.50,\"big\":7,"
            + "\"s\":\"ñandú 🦤\",\"b\":true,\"t\":\"2024-02-29T12:00:00.000001Z\",\"y\":\"1969-12-31\","
            + "\"j\":{\"b\":[1,null],\"a\":\"é\"},\"x\":\"AP8=\",\"st\":{\"a\":1},\"li\":[1,null],\"mp\":{\"k\":\"v\"}}";
    Map<String, String> row =
        row("id", "good", "i", "-7", "l", "9007199254740993", "d", "0.5", "f", "1.5");
    row.putAll(row("n", "12.50", "big", "7", "s", "ñandú 🦤", "b", "true", "y", "-1"));
    row.putAll(row("t", "1709208000000001", "j", "{\"a\":\"é\",\"b\":[1,null]}", "x", "00ff"));
    row.putAll(row("st", "{\"a\":1}", "li", "[1,null]", "mp", "{\"k\":\"v\"}"));
    topic.send("a good record", utf8(json), row, "");
  }

  private static void send(
      CorpusPublisher topic,
      CorpusRecord record,
      java.util.function.Function<CorpusRecord, Map<String, String>> row) {
    if (record.outcome() instanceof Rejected rejected) {
      topic.send(record.toString(), record.value(), Map.of(), rejected.rule());
    } else {
      topic.send(record.toString(), record.value(), row.apply(record), "");
    }
  }

  private static Map<String, String> jsonRow(CorpusRecord record) {
    Accepted accepted = (Accepted) record.outcome();
    return row("id", "x", accepted.column(), accepted.text());
  }

  private static Map<String, String> csvRow(CorpusRecord record) {
    Accepted accepted = (Accepted) record.outcome();
    Map<String, String> row = row("id", record.shown().startsWith("\\.") ? "\\." : "x");
    if (!record.shown().contains(",,,-0.0")) {
      row.put("i", "1");
    }
    if (!accepted.text().equals("null")) {
      row.put(accepted.column(), accepted.text());
    }
    return row;
  }

  /** What the record's own text says about its one other field. */
  private static Map<String, String> hugeRow(String text) {
    Map<String, String> row = row("id", "x");
    int column = text.indexOf(",\"");
    if (column > 0) {
      String name = text.substring(column + 2, column + 3);
      String value = text.substring(column + 5, text.length() - 1);
      row.put(
          name,
          name.equals("j") ? CanonicalText.json(value) : value.substring(1, value.length() - 1));
    }
    return row;
  }

  private static void strangeKeysAndHeaders(CorpusPublisher topic) {
    byte[] large = new byte[MEBIBYTE];
    Arrays.fill(large, (byte) 0xfe);
    byte[] bad = utf8("bad");
    topic.send("#17 a key of 1 MB", large, bad, List.of(), Map.of(), "malformed");
    topic.send(
        "#55 a header of 1 MB",
        null,
        bad,
        List.of(new RecordHeader("large", large), new RecordHeader("\n\u001b[31m", bad)),
        Map.of(),
        "malformed");
    topic.send("#1 a tombstone", utf8("k"), null, List.of(), Map.of(), "");
    topic.send("#1 a tombstone without a key", null, null, List.of(), Map.of(), "");
  }

  /** #57: records that nobody may see. */
  private static void abort(String name, CorpusPublisher topic) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap(), "transactional.id", name),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < 3; i++) {
        var unused =
            producer.send(
                new ProducerRecord<>(name, topic.next(), null, utf8("{\"id\":\"aborted\"}")));
      }
      producer.flush();
      producer.abortTransaction();
    }
  }

  private static final int BOMBS = 700;

  /** #59: 700 MiB of records in batches of a few kilobytes. */
  private static void bomb(String topic) {
    byte[] value = new byte[MEBIBYTE];
    Arrays.fill(value, (byte) ' ');
    byte[] text = utf8("{\"id\":\"bomb\"}");
    System.arraycopy(text, 0, value, 0, text.length);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap(),
                "compression.type",
                "zstd",
                "linger.ms",
                2_000,
                "batch.size",
                32 * MEBIBYTE,
                "max.request.size",
                64 * MEBIBYTE,
                "buffer.memory",
                128L * MEBIBYTE),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (int i = 0; i < BOMBS; i++) {
        var unused = producer.send(new ProducerRecord<>(topic, 0, null, value));
      }
    }
  }

  private static void made(CorpusPublisher topic, String s, long seconds, String rule) {
    byte[] value = utf8("{\"id\":\"x\",\"s\":\"" + s + "\",\"n\":" + seconds + "}");
    Map<String, String> row = row("id", "x", "s", s, "u", "ok", "li", "[\"x\"]", "y", "1");
    row.put("t", Long.toString(seconds * 1_000_000));
    topic.send("made: " + s, value, rule.isEmpty() ? row : Map.of(), rule);
  }

  private static void upsert(CorpusPublisher topic, String id, int n) {
    topic.send(id, utf8("{\"id\":\"" + id + "\",\"n\":" + n + "}"), Map.of(), "");
  }

  private static void delete(CorpusPublisher topic, byte[] key, String rule) {
    topic.send("#2 a tombstone", key, null, List.of(), Map.of(), rule);
  }

  private static void assertHoldsExactly(String name, List<Publication> sent) throws Exception {
    assertHoldsExactly(name, sent, row -> true);
  }

  private static void assertHoldsExactly(
      String name, List<Publication> sent, Predicate<Map<String, String>> rows) throws Exception {
    StoredRows stored = new StoredRows(platform.endpoints());
    Map<String, String> words = new TreeMap<>();
    Map<String, Map<String, String>> good = new TreeMap<>();
    Map<String, StoredRows.Letter> bad = new TreeMap<>();
    for (Publication each : sent) {
      words.put(each.position(), each.words());
      if (!each.rule().isEmpty()) {
        bad.put(each.position(), StoredRows.Letter.of(each));
      } else if (!each.row().isEmpty()) {
        good.put(each.position(), new TreeMap<>(each.row()));
      }
    }
    for (Map<String, Map<String, String>> found :
        List.of(stored.postgres(name), stored.lake(name))) {
      found.values().removeIf(rows.negate());
      assertThat(StoredRows.differences(good, found, words)).isEmpty();
    }
    assertThat(StoredRows.differences(bad, stored.deadLetters(name), words)).isEmpty();
    AzudProcess.Result verify = azud("verify", directory.resolve(name + ".yaml"));
    assertThat(verify.status()).as(verify.out()).isZero();
  }

  private static void run(Path pipeline, CorpusPublisher topic) throws IOException {
    run(pipeline, topic.published().size());
  }

  private static void run(Path pipeline, int sent) throws IOException {
    AzudProcess.Result result = azud("run", pipeline, "--until-end", "-o", "json");
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.err())
        .doesNotContain("ERROR")
        .doesNotContain("jndi")
        .doesNotContain("Ada")
        .doesNotContain("\u001b[31m");
    JsonNode counts = new ObjectMapper().readTree(result.out());
    assertThat(counts.get("read").asInt()).isEqualTo(sent);
  }

  private static AzudProcess.Result azud(String command, Path pipeline, String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(command, pipeline.toString(), "-e", platform.environmentFile().toString()));
    arguments.addAll(List.of(more));
    try (AzudProcess azud = AzudProcess.start(arguments, SMALL_HEAP)) {
      return azud.await();
    }
  }

  private static Path pipeline(String name, String format, String schema, String postgres)
      throws IOException {
    return Files.writeString(
        directory.resolve(name + ".yaml"),
        """
        apiVersion: azud/v1
        name: %1$s
        source:
          kafka: {topic: %1$s, format: %2$s}
        %3$ssinks:
          lake: {table: %1$s}
          postgres:
            table: %1$s
        %4$sdeadLetters: {maxRatio: 1}
        """
            .formatted(name, format, schema, postgres));
  }

  private static CorpusPublisher topic(String name) throws Exception {
    return topic(name, PARTITIONS);
  }

  private static CorpusPublisher topic(String name, int partitions) throws Exception {
    NewTopic topic =
        new NewTopic(name, partitions, (short) 1)
            .configs(
                Map.of(
                    "max.message.bytes",
                    Integer.toString(64 * MEBIBYTE),
                    "message.timestamp.after.max.ms",
                    Long.toString(Long.MAX_VALUE)));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
      admin.createTopics(List.of(topic)).all().get();
    }
    return new CorpusPublisher(bootstrap(), name, partitions);
  }

  private static String bootstrap() {
    return platform.endpoints().kafka().bootstrapServers();
  }

  private static byte[] utf8(String text) {
    return CorpusPublisher.utf8(text);
  }

  private static Map<String, String> row(String... columnsAndTexts) {
    Map<String, String> row = new TreeMap<>();
    for (int i = 0; i < columnsAndTexts.length; i += 2) {
      row.put(columnsAndTexts[i], columnsAndTexts[i + 1]);
    }
    return row;
  }
}
