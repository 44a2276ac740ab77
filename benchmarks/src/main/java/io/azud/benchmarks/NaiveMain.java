// SPDX-License-Identifier: Apache-2.0
package io.azud.benchmarks;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import io.azud.local.Endpoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.apache.spark.sql.types.StructType;

/**
 * The job that a team would write first: Spark's Kafka source, {@code from_json}, and for each
 * micro-batch an Iceberg append and a JDBC append. Its guarantees are less than Azud's: a failure
 * between the two appends doubles rows.
 */
public final class NaiveMain {
  private static final String SCHEMA =
      "id BIGINT, event_time TIMESTAMP, device STRING, region STRING, kind STRING, temperature DOUBLE, pressure DOUBLE, `count` INT,"
          + " ok BOOLEAN";
  private static final long RECORDS_A_BATCH = 1_000_000;

  private NaiveMain() {}

  /**
   * @param args the platform's directory, the topic, the table, {@code both|lake|postgres}
   */
  public static void main(String[] args) throws Exception {
    Endpoints endpoints = Endpoints.read(Path.of(args[0]));
    String table = args[2];
    boolean lake = !args[3].equals("postgres");
    boolean postgres = !args[3].equals("lake");
    SparkSession spark = session(endpoints);
    if (lake) {
      spark.sql("CREATE TABLE azud.azud." + table + " (" + SCHEMA + ") USING iceberg");
    }
    Path checkpoint = Files.createTempDirectory("naive-checkpoint");
    VoidFunction2<Dataset<Row>, Long> write =
        (batch, id) -> {
          Dataset<Row> rows = lake && postgres ? batch.persist() : batch;
          if (lake) {
            rows.writeTo("azud.azud." + table).append();
          }
          if (postgres) {
            rows.write()
                .mode(SaveMode.Append)
                .jdbc(endpoints.postgres().jdbcUrl(), "public." + table, jdbc(endpoints));
          }
          rows.unpersist();
        };
    spark
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", endpoints.kafka().bootstrapServers())
        .option("subscribe", args[1])
        .option("startingOffsets", "earliest")
        .option("maxOffsetsPerTrigger", RECORDS_A_BATCH)
        .load()
        .select(from_json(col("value").cast("string"), StructType.fromDDL(SCHEMA)).as("record"))
        .select("record.*")
        .writeStream()
        .foreachBatch(write)
        .trigger(Trigger.AvailableNow())
        .option("checkpointLocation", checkpoint.toString())
        .start()
        .awaitTermination();
    spark.stop();
  }

  private static SparkSession session(Endpoints endpoints) {
    String catalog = "spark.sql.catalog.azud";
    return SparkSession.builder()
        .appName("naive")
        .master("local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config(catalog, "org.apache.iceberg.spark.SparkCatalog")
        .config(catalog + ".type", "jdbc")
        .config(catalog + ".uri", endpoints.catalog().uri())
        .config(catalog + ".jdbc.user", endpoints.postgres().user())
        .config(catalog + ".jdbc.password", endpoints.postgres().password())
        .config(catalog + ".jdbc.schema-version", "V1")
        .config(catalog + ".warehouse", endpoints.s3().warehouse())
        .config(catalog + ".io-impl", "org.apache.iceberg.aws.s3.S3FileIO")
        .config(catalog + ".s3.endpoint", endpoints.s3().endpoint())
        .config(catalog + ".s3.path-style-access", "true")
        .config(catalog + ".s3.access-key-id", endpoints.s3().accessKey())
        .config(catalog + ".s3.secret-access-key", endpoints.s3().secretKey())
        .config(catalog + ".client.region", endpoints.s3().region())
        .getOrCreate();
  }

  private static Properties jdbc(Endpoints endpoints) {
    Properties properties = new Properties();
    properties.setProperty("user", endpoints.postgres().user());
    properties.setProperty("password", endpoints.postgres().password());
    properties.setProperty("driver", "org.postgresql.Driver");
    properties.setProperty("batchsize", "10000");
    properties.setProperty("reWriteBatchedInserts", "true");
    return properties;
  }
}
