// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.cli.text.TextTable;
import io.azud.engine.OpenPipeline;
import io.azud.engine.deadletter.DeadLetter;
import io.azud.engine.deadletter.DeadLetters;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.spi.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code azud deadletters show}. */
@Command(
    name = "show",
    description = "Show one dead letter whole, with the record's original bytes.")
final class DeadLettersShow extends PipelineCommand {
  @Option(names = "--partition", required = true, description = "Its partition (or file number).")
  private int partition;

  @Option(names = "--offset", required = true, description = "Its offset (or row number).")
  private long offset;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the record's value, byte for byte, to this new file.")
  private Path save;

  @Override
  int run(OpenPipeline open) throws IOException {
    Optional<DeadLetter> found =
        new DeadLetters(open.ledgerDatabase(), open.pipeline().name()).find(partition, offset);
    if (found.isEmpty()) {
      throw new AzudException(
          ErrorCode.USAGE,
          "there is no dead letter at partition "
              + partition
              + ", offset "
              + offset
              + "; 'azud deadletters list' shows where there are some");
    }
    DeadLetter letter = found.get();
    if (save != null) {
      Files.write(
          save, letter.value().orElse(new byte[0]), java.nio.file.StandardOpenOption.CREATE_NEW);
    }
    output().print(text(letter), () -> Map.of("deadLetter", DeadLetterView.json(letter)));
    return 0;
  }

  private static String text(DeadLetter letter) {
    TextTable table =
        new TextTable("position", "partition " + letter.partition() + ", offset " + letter.offset())
            .row("source", letter.source())
            .row("stage", letter.stage())
            .row("rule", letter.rule())
            .row("reason", letter.reason())
            .row("state", state(letter))
            .row("record time", letter.recordTime().map(Object::toString).orElse("-"))
            .row("rejected at", letter.recordedAt())
            .row("batch", letter.batch())
            .row("key", letter.key().map(DeadLettersShow::readable).orElse("-"));
    for (Header header : letter.headers()) {
      table.row(
          "header " + escaped(header.name()),
          header.value() == null ? "-" : readable(header.value()));
    }
    return table + "value\n" + letter.value().map(DeadLettersShow::readable).orElse("-") + "\n";
  }

  /** Text as text, with control characters escaped; anything else in hex. */
  private static String readable(byte[] bytes) {
    return DeadLetterView.isText(bytes)
        ? escaped(new String(bytes, StandardCharsets.UTF_8))
        : "0x" + HexFormat.of().formatHex(bytes);
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                safe.append(String.format("\\u%04x", c));
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  private static String state(DeadLetter letter) {
    return letter
        .recoveredAt()
        .map(at -> "recovered at " + at)
        .orElse(letter.tries() == 0 ? "waiting" : "waiting, redriven in vain: " + letter.tries());
  }
}
