// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.error.AzudException;
import io.azud.error.Blame;
import io.azud.error.ErrorCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {
  private static final String EOL = System.lineSeparator();

  private final StringWriter err = new StringWriter();

  /** A command that ends as it is told. */
  @Command(name = "failing")
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  private int run(Failures failures, Exception failure) {
    return new CommandLine(new Failing(failure))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(failures)
        .execute();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void endsWithTheStatusOfTheCode(ErrorCode code) {
    assertThat(run(new Failures(false), new AzudException(code, "it failed; do this")))
        .isEqualTo(code.exitStatus());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void saysOneLineAndNoMore(ErrorCode code) {
    Exception cause = new IllegalStateException("the cause's own words");

    run(new Failures(false), new AzudException(code, "it failed; do this", cause));

    assertThat(err.toString())
        .hasLineCount(1)
        .startsWith("error[" + code + "]: it failed; do this")
        .doesNotContain("the cause's own words", "Exception", "\tat ");
  }

  @ParameterizedTest
  @EnumSource(value = ErrorCode.class, names = "INTERNAL", mode = EnumSource.Mode.EXCLUDE)
  void blamesAzudForNothingThatAUserOrTheOutsideDid(ErrorCode code) {
    run(new Failures(false), new AzudException(code, "it failed; do this"));

    assertThat(err.toString()).isEqualTo("error[" + code + "]: it failed; do this" + EOL);
  }

  @Test
  void asksForAReportOfAFaultOfItsOwn() {
    assertThat(ErrorCode.INTERNAL.blame()).isEqualTo(Blame.INTERNAL);
    int status = run(new Failures(false), new AzudException(ErrorCode.INTERNAL, "two epochs"));

    assertThat(status).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "error[INTERNAL]: two epochs; this is a fault of Azud. --debug shows where it happened,"
                + " please report it"
                + EOL);
  }

  @Test
  void turnsAnythingUnexpectedIntoOneShortLine() {
    int status =
        run(new Failures(false), new IllegalStateException("x".repeat(1_000) + "\nsecond line"));

    assertThat(status).isEqualTo(1);
    assertThat(err.toString())
        .hasLineCount(1)
        .startsWith("error[INTERNAL]: IllegalStateException: xxx")
        .contains("…; this is a fault of Azud")
        .doesNotContain("second line", "\tat ");
  }

  @Test
  void namesAnExceptionWithoutAMessage() {
    run(new Failures(false), new UnsupportedOperationException());

    assertThat(err.toString()).startsWith("error[INTERNAL]: UnsupportedOperationException");
  }

  @Test
  void showsTheStackTraceBehindTheMessageWhenAsked() {
    Exception cause = new IllegalStateException("the cause's own words");

    run(new Failures(true), new AzudException(ErrorCode.KAFKA_UNREACHABLE, "no broker", cause));

    assertThat(err.toString())
        .startsWith("error[KAFKA_UNREACHABLE]: no broker" + EOL)
        .contains("\tat io.azud.cli.FailuresTest", "the cause's own words");
  }
}
