// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.log.read;

import io.azud.environment.Environment;
import io.azud.environment.Logs;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;

/** Where the log can be read. */
public interface LogReader {
  /**
   * The lines that the query asks for, in order, each once.
   *
   * @throws AzudException with {@link ErrorCode#LOGS_UNREACHABLE} or {@link ErrorCode#LOGS_REFUSED}
   */
  List<LogLine> find(LogQuery query);

  /** What it reads, for people. */
  String place();

  /**
   * The store when one is declared, for it has the log of every machine; else this machine's files.
   *
   * @throws AzudException with {@link ErrorCode#ENVIRONMENT_INVALID} when neither is declared
   */
  static LogReader of(Environment environment) {
    Logs logs = environment.logs();
    return logs.elasticsearch().isEmpty()
        ? files(environment)
        : new ElasticLog(logs.elasticsearch().get(0));
  }

  /**
   * This machine's files.
   *
   * @throws AzudException with {@link ErrorCode#ENVIRONMENT_INVALID} when none are declared
   */
  static LogReader files(Environment environment) {
    if (!environment.logs().hasFiles()) {
      throw new AzudException(
          ErrorCode.ENVIRONMENT_INVALID,
          "environment "
              + environment.name()
              + " declares no place of logs; add logs: {directory: DIR} or logs: {elasticsearch:"
              + " {url: URL}} to its file");
    }
    return new FileLog(Path.of(environment.logs().directory()));
  }
}
