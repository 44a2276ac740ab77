// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SqlIdentifierTest {

  @Test
  void takesANameLiterallyWhateverItHolds() {
    assertThat(SqlIdentifier.quote("a\"; DROP TABLE x; --"))
        .isEqualTo("\"a\"\"; DROP TABLE x; --\"");
    assertThat(SqlIdentifier.quote("s.t", "order")).isEqualTo("\"s.t\".\"order\"");
  }

  @Test
  void refusesWhatIsNoName() {
    assertThatIllegalArgumentException().isThrownBy(() -> SqlIdentifier.quote(""));
    assertThatIllegalArgumentException().isThrownBy(() -> SqlIdentifier.quote("a\0b"));
  }
}
