// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.spark;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Spark, started when it is first needed. One for a process. */
public final class SparkRuntime implements AutoCloseable {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "spark.ui.enabled", "false",
          "spark.sql.session.timeZone", "UTC",
          "spark.serializer", "org.apache.spark.serializer.JavaSerializer",
          "spark.redaction.regex", "(?i)secret|password|token|access[.]?key|credential|jaas|sasl");

  private final Environment.Spark environment;
  private final String applicationName;
  private JavaSparkContext context;
  private SparkSession session;

  public SparkRuntime(Environment.Spark environment, String applicationName) {
    this.environment = environment;
    this.applicationName = applicationName;
  }

  /** A function that runs once for each piece of work, wherever Spark puts it. */
  @FunctionalInterface
  public interface Task<W, R> extends java.io.Serializable {
    /**
     * @param attempt differs between the tries of one piece
     */
    R run(W work, long attempt);
  }

  /**
   * Runs the task on all pieces side by side and waits for all.
   *
   * @throws AzudException {@code SPARK_FAILED} when Spark gave up on one
   */
  public <W, R> List<R> run(String description, List<W> work, Task<W, R> task) {
    JavaSparkContext spark = context();
    spark.setJobDescription(description);
    try {
      return spark
          .parallelize(work, Math.max(1, work.size()))
          .map(piece -> task.run(piece, TaskContext.get().taskAttemptId()))
          .collect();
    } catch (RuntimeException e) {
      throw failure(e);
    } catch (Exception e) { // Scala does not declare what it throws
      throw failure(e);
    }
  }

  private AzudException failure(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof AzudException azud) {
        return azud;
      }
    }
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    if (context().sc().isStopped()) {
      return new AzudException(
          ErrorCode.SPARK_UNREACHABLE,
          "Spark on master "
              + environment.master()
              + " has ended the application: "
              + reason
              + "; check that the master runs and can be reached from here",
          e);
    }
    return new AzudException(ErrorCode.SPARK_FAILED, "Spark gave the job up: " + reason, e);
  }

  /** The context; the first call starts it. */
  public synchronized JavaSparkContext context() {
    if (context == null) {
      try {
        context = new JavaSparkContext(configuration());
      } catch (RuntimeException e) {
        throw new AzudException(
            ErrorCode.SPARK_UNREACHABLE,
            "Spark does not start on master "
                + environment.master()
                + ": "
                + e.getMessage()
                + "; check spark.master and spark.conf in the environment file",
            e);
      }
    }
    return context;
  }

  /** The SQL session; only pipelines with SQL need it. */
  public synchronized SparkSession session() {
    if (session == null) {
      session = SparkSession.builder().sparkContext(context().sc()).getOrCreate();
    }
    return session;
  }

  private SparkConf configuration() {
    SparkConf configuration =
        new SparkConf().setAppName(applicationName).setMaster(environment.master());
    DEFAULTS.forEach(configuration::set);
    if (environment.master().startsWith("local")) {
      configuration
          .set("spark.driver.host", "127.0.0.1")
          .set("spark.driver.bindAddress", "127.0.0.1")
          // Spark's 200 are made for clusters; only maintenance shuffles at all.
          .set("spark.sql.shuffle.partitions", "8");
    } else {
      configuration.set("spark.jars", ownJars());
    }
    environment.conf().forEach(configuration::set);
    return configuration;
  }

  /** What executors need beyond Spark's own jars, when the installation is a directory of jars. */
  private static String ownJars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> path.endsWith(".jar"))
        .filter(path -> !new File(path).getName().matches("(spark|scala|hadoop)-.*"))
        .collect(Collectors.joining(","));
  }

  @Override
  public synchronized void close() {
    if (context != null) {
      context.close();
      context = null;
      session = null;
    }
  }
}
