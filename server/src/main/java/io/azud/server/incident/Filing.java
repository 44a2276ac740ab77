// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import java.util.Optional;

/** What became of a report. */
public sealed interface Filing {

  /** The incident that the report belongs to. */
  Optional<Incident> incident();

  /** Whether the procedure has something new to look at. */
  default boolean isNew() {
    return false;
  }

  /** A new incident. */
  record Opened(Incident of) implements Filing {
    @Override
    public Optional<Incident> incident() {
      return Optional.of(of);
    }

    @Override
    public boolean isNew() {
      return true;
    }
  }

  /** One that was resolved a short while ago has come back. */
  record Reopened(Incident of) implements Filing {
    @Override
    public Optional<Incident> incident() {
      return Optional.of(of);
    }

    @Override
    public boolean isNew() {
      return true;
    }
  }

  /** It was open already and has been counted. */
  record Folded(Incident of) implements Filing {
    @Override
    public Optional<Incident> incident() {
      return Optional.of(of);
    }
  }

  /** The very same report was here before; nothing is counted. */
  record Repeated(Incident of) implements Filing {
    @Override
    public Optional<Incident> incident() {
      return Optional.of(of);
    }
  }

  /** It says again what has been reported as over: nothing is opened. */
  record Replayed() implements Filing {
    @Override
    public Optional<Incident> incident() {
      return Optional.empty();
    }
  }

  /** There are too many open incidents to open one more. */
  record Overflow(int open) implements Filing {
    @Override
    public Optional<Incident> incident() {
      return Optional.empty();
    }
  }

  /** The ledger does not answer; the report waits in a file for it. */
  record Waiting(Incident of) implements Filing {
    @Override
    public Optional<Incident> incident() {
      return Optional.of(of);
    }

    @Override
    public boolean isNew() {
      return true;
    }
  }
}
