// SPDX-License-Identifier: Apache-2.0
package io.azud.server.metrics;

import java.util.Locale;

/** Whom a probe asks. Those of one kind share threads, so that one kind cannot hold up another. */
enum Target {
  PLATFORM(Kind.PLATFORM, Pace.QUICK),
  LEDGER(Kind.LEDGER, Pace.QUICK),
  DEAD_LETTERS(Kind.LEDGER, Pace.SLOW),
  SOURCE(Kind.SOURCE, Pace.QUICK),
  LAKE(Kind.LAKE, Pace.QUICK),
  LAKE_TABLE(Kind.LAKE, Pace.SLOW),
  POSTGRES(Kind.POSTGRES, Pace.QUICK),
  POSTGRES_TABLE(Kind.POSTGRES, Pace.SLOW);

  private final Kind kind;
  private final Pace pace;

  Target(Kind kind, Pace pace) {
    this.kind = kind;
    this.pace = pace;
  }

  /** What can be down as one. */
  enum Kind {
    PLATFORM,
    LEDGER,
    SOURCE,
    LAKE,
    POSTGRES
  }

  /** How much a question reads. */
  enum Pace {
    QUICK,
    SLOW
  }

  Kind kind() {
    return kind;
  }

  Pace pace() {
    return pace;
  }

  /** As the label's value. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The target for the position of the sink with this name. */
  static Target ofSink(String sink) {
    return valueOf(sink.toUpperCase(Locale.ROOT));
  }

  /** The target for the table of the sink with this name. */
  static Target ofTable(String sink) {
    return valueOf(sink.toUpperCase(Locale.ROOT) + "_TABLE");
  }
}
