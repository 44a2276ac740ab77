// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.environment.Environment;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.server.incident.IncidentDocument;
import io.azud.server.incident.IncidentLedger;
import io.azud.server.incident.evidence.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azud incident export}. */
@Command(name = "export", description = "Write one incident's story as Markdown.")
final class IncidentExport extends IncidentAction {
  @Parameters(index = "0", paramLabel = "ID", description = "The incident's number.")
  private long id;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Default: incident-ID.md in the current directory.")
  private Path to;

  @Override
  public Integer call() {
    Environment where = environment();
    IncidentLedger ledger = ledger(where);
    String document =
        IncidentDocument.markdown(ledger.require(id), ledger.timeline(id), clock().instant());
    Path file = to == null ? Path.of("incident-" + id + ".md") : to;
    try {
      Files.writeString(file, Redaction.of(where).clean(document));
    } catch (IOException e) {
      throw new AzudException(
          ErrorCode.USAGE,
          file + " cannot be written: " + e.getMessage() + "; name another file",
          e);
    }
    output().print("Written: " + file + "\n", () -> Map.of("file", file.toString()));
    return 0;
  }
}
