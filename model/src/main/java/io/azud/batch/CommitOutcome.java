// SPDX-License-Identifier: Apache-2.0
package io.azud.batch;

import java.io.Serializable;

/** What is known about a sink's commit. */
public sealed interface CommitOutcome extends Serializable {

  /** This call made the batch visible. */
  record Committed(String reference) implements CommitOutcome {}

  /** An earlier call had made the batch visible; this one changed nothing. */
  record AlreadyCommitted(String reference) implements CommitOutcome {}

  /**
   * The store did not say. Nothing may be cleaned up or repeated until the sink's watermark, read
   * afresh, tells whether the batch is in it.
   */
  record Unknown(String reason) implements CommitOutcome {}
}
