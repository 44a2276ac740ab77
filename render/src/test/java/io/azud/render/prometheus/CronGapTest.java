// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronGapTest {

  @ParameterizedTest
  @CsvSource({
    "*/15 * * * *, PT15M",
    "7 * * * *, PT1H",
    "0 3 * * *, P1D",
    "0 3 * * mon-fri, P3D",
    "0 3 * * 7, P7D",
    "'0 8-18 * * *', PT14H",
    "'0 0 1,15 * *', P17D",
    "'0 0 1 * mon', P7D",
  })
  void isTheLongestPause(String cron, Duration longest) {
    assertThat(CronGap.longest(cron)).isEqualTo(longest);
  }
}
