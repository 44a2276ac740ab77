// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What foreign clients do with a platform, knowing its endpoints only. */
record Clients(Endpoints endpoints) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  void createTopic(String topic) throws Exception {
    try (Admin admin = Admin.create(kafka())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  void produce(String topic, List<String> values) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, value)).get();
      }
    }
  }

  List<String> consume(String topic, int count) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(kafka(), new StringDeserializer(), new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> values = new ArrayList<>();
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
      return values;
    }
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = postgres();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String query(String sql) throws SQLException {
    try (Connection connection = postgres();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }

  void put(String key, String value) {
    try (S3Client client = s3()) {
      client.putObject(request -> request.bucket("azud").key(key), RequestBody.fromString(value));
    }
  }

  String get(String key) {
    try (S3Client client = s3()) {
      ResponseBytes<?> bytes = client.getObjectAsBytes(request -> request.bucket("azud").key(key));
      return bytes.asString(StandardCharsets.UTF_8);
    }
  }

  S3Client s3() {
    return s3(endpoints.s3().secretKey());
  }

  S3Client s3(String secretKey) {
    return S3Client.builder()
        .endpointOverride(URI.create(endpoints.s3().endpoint()))
        .region(Region.of(endpoints.s3().region()))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(endpoints.s3().accessKey(), secretKey)))
        .build();
  }

  private Connection postgres() throws SQLException {
    Endpoints.Postgres postgres = endpoints.postgres();
    return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
  }

  private Map<String, Object> kafka() {
    return Map.of(
        "bootstrap.servers", endpoints.kafka().bootstrapServers(), "max.request.size", 16 << 20);
  }
}
