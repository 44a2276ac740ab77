// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import io.azud.engine.OpenPipeline;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * {@code conexion_spark_task}: the master answers, versions fit, and a tiny job gives the right
 * result.
 */
final class CheckSpark {
  private static final int NUMBERS = 1_000;

  private final OpenPipeline open;

  CheckSpark(OpenPipeline open) {
    this.open = open;
  }

  TaskResult run() {
    JavaSparkContext spark = open.spark().context();
    List<Long> numbers = LongStream.rangeClosed(1, NUMBERS).boxed().toList();
    long sum =
        open
            .spark()
            .run("azud check", numbers.subList(0, 10), (number, attempt) -> number * number)
            .stream()
            .mapToLong(Long::longValue)
            .sum();
    if (sum != 385) {
      throw new AzudException(
          ErrorCode.SPARK_FAILED, "Spark's answer to the test job is " + sum + ", not 385");
    }
    if (!spark.version().startsWith("4.")) {
      throw new AzudException(
          ErrorCode.RUNTIME_UNSUPPORTED,
          "Spark " + spark.version() + " is not supported; Azud needs Spark 4.0 or 4.1");
    }
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("master", spark.master());
    details.put("version", spark.version());
    details.put("parallelism", spark.defaultParallelism());
    return new TaskResult(
        "Spark " + spark.version() + " on " + spark.master() + " answers", details);
  }
}
