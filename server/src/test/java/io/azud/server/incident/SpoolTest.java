// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir private Path directory;

  private static IncidentReport report(String code) {
    return new IncidentReport(
        "flights",
        "cargar_datos_task",
        code,
        Severity.WARNING,
        Origin.TASK,
        "it failed",
        Map.of("run", "7"),
        "");
  }

  private Spool spool() {
    return new Spool(directory.resolve("waiting"), Clock.systemUTC());
  }

  @Test
  void keepsReportsBeyondItsOwnLife() {
    spool().keep(report("POSTGRES_UNREACHABLE"));
    List<IncidentReport> taken = new ArrayList<>();
    spool().drain((report, cameAt) -> taken.add(report));
    assertThat(taken).containsExactly(report("POSTGRES_UNREACHABLE"));
    assertThat(spool().size()).isZero();
  }

  @Test
  void knowsWhenTheReportCame() {
    Instant came = Instant.parse("2026-11-23T10:15:30.250Z");
    new Spool(directory.resolve("waiting"), Clock.fixed(came, ZoneOffset.UTC))
        .keep(report("POSTGRES_UNREACHABLE"));
    List<Instant> times = new ArrayList<>();
    spool().drain((report, cameAt) -> times.add(cameAt));
    assertThat(times).containsExactly(came);
  }

  @Test
  void keepsANotificationThatIsRepeatedOnce() {
    IncidentReport alert = report("POSTGRES_UNREACHABLE").withKey("alertmanager/x/since");
    spool().keep(alert);
    assertThat(spool().keep(alert)).isInstanceOf(Filing.Repeated.class);
    assertThat(spool().size()).isEqualTo(1);
  }

  @Test
  void tellsTheProcedureOfTheSameThingOnce() {
    assertThat(spool().keep(report("POSTGRES_UNREACHABLE")).isNew()).isTrue();
    assertThat(spool().keep(report("POSTGRES_UNREACHABLE")).isNew()).isFalse();
    assertThat(spool().keep(report("STORE_UNREACHABLE")).isNew()).isTrue();
  }

  @Test
  void keepsWhatCouldNotBeHandedOver() {
    spool().keep(report("POSTGRES_UNREACHABLE"));
    assertThatThrownBy(
            () ->
                spool()
                    .drain(
                        (report, cameAt) -> {
                          throw new AzudException(ErrorCode.POSTGRES_UNREACHABLE, "still down");
                        }))
        .isInstanceOf(AzudException.class);
    assertThat(spool().size()).isEqualTo(1);
  }

  @Test
  void leavesOutAFileThatIsNoReport() throws IOException {
    spool().keep(report("POSTGRES_UNREACHABLE"));
    Files.writeString(directory.resolve("waiting").resolve("0.report.json"), "{");
    List<IncidentReport> taken = new ArrayList<>();
    spool().drain((report, cameAt) -> taken.add(report));
    assertThat(taken).hasSize(1);
  }

  @Test
  void isBounded() {
    Spool spool = spool();
    for (int i = 0; i < Spool.MOST; i++) {
      spool.keep(report("TRY_AGAIN"));
    }
    assertThat(spool.keep(report("TRY_AGAIN"))).isInstanceOf(Filing.Overflow.class);
    assertThat(spool.size()).isEqualTo(Spool.MOST);
  }
}
