// SPDX-License-Identifier: Apache-2.0
package io.azud.server.incident.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.environment.Remedy;
import io.azud.error.Blame;
import io.azud.error.ErrorCode;
import io.azud.server.incident.AlertCode;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemediesTest {

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void repeatNothingThatIsSaidToBeFinal(ErrorCode code) {
    if (!code.retryable()) {
      assertThat(Remedies.of(code)).doesNotContain(Remedy.WAIT_AND_RETRY);
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void leaveDataAndFaultsOfAzudToAPerson(ErrorCode code) {
    if (code.exitStatus() == 5 || code.exitStatus() == 6 || code.blame() == Blame.INTERNAL) {
      assertThat(Remedies.of(code)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Remedy.class)
  void areAllForSomething(Remedy remedy) {
    boolean forAnError =
        Arrays.stream(ErrorCode.values()).anyMatch(code -> Remedies.of(code).contains(remedy));
    boolean forAnAlert =
        Arrays.stream(AlertCode.values()).anyMatch(code -> Remedies.of(code).contains(remedy));
    assertThat(forAnError || forAnAlert).isTrue();
  }
}
