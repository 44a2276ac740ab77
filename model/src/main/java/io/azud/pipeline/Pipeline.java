// SPDX-License-Identifier: Apache-2.0
package io.azud.pipeline;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What one pipeline file declares; the whole of it, and nothing else.
 *
 * <p>A definition is complete when it exists: everything that can be wrong without asking another
 * system has been reported by the reader that built it.
 *
 * @param name a lower-case letter, then at most 62 of lower-case letters, digits and {@code _};
 *     identifies the pipeline in the ledger and in both stores
 * @param columns the contract: what a decoded record looks like, in order
 * @param lake at most one table; empty when the pipeline has no lake sink
 * @param postgres at most one table; empty when the pipeline has no PostgreSQL sink
 * @param hash SHA-256 (hex) of all that decides what becomes of a record: columns, unknown fields,
 *     checks, transform, format
 */
public record Pipeline(
    String name,
    SourceDefinition source,
    List<Column> columns,
    UnknownFields unknownFields,
    List<Check> checks,
    Transform transform,
    List<LakeDefinition> lake,
    List<PostgresDefinition> postgres,
    DeadLetters deadLetters,
    Schedule schedule,
    Objectives objectives,
    String hash)
    implements Serializable {

  /** The name of the json column that holds unknown fields under {@link UnknownFields#KEEP}. */
  public static final String UNKNOWN_COLUMN = "azud_unknown";

  public Pipeline {
    columns = List.copyOf(columns);
    checks = List.copyOf(checks);
    lake = List.copyOf(lake);
    postgres = List.copyOf(postgres);
    if (lake.size() > 1 || postgres.size() > 1 || lake.isEmpty() && postgres.isEmpty()) {
      throw new IllegalArgumentException(
          "a pipeline has a lake sink, a PostgreSQL sink, or one of each");
    }
  }

  /** What becomes of a field that the contract does not name. */
  public enum UnknownFields {
    /** The record is rejected. */
    REJECT,
    /** The field is dropped. */
    IGNORE,
    /** The field goes into the json column {@link #UNKNOWN_COLUMN}, the last of the contract. */
    KEEP
  }

  /**
   * @param maxRatio the share of rejected records, 0 to 1, above which the pipeline stops; 1 never
   *     stops it. Looked at for each source partition of a batch in which at least {@value
   *     #MIN_RECORDS} records were read.
   */
  public record DeadLetters(double maxRatio) implements Serializable {
    public static final int MIN_RECORDS = 100;
    public static final DeadLetters UNLIMITED = new DeadLetters(1);
  }

  /**
   * When passes run.
   *
   * @param every the interval of {@code azud run}
   * @param cron for an orchestrator; empty when not declared
   */
  public record Schedule(Duration every, String cron) implements Serializable {
    public static final Schedule DEFAULT = new Schedule(Duration.ofSeconds(10), "");
  }

  /**
   * What the pipeline's users were promised.
   *
   * @param freshness largest age of the newest visible record; zero when not declared
   * @param lag largest number of records not yet visible; 0 when not declared
   */
  public record Objectives(Duration freshness, long lag) implements Serializable {
    public static final Objectives NONE = new Objectives(Duration.ZERO, 0);
  }
}
