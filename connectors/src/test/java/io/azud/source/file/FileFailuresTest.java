// SPDX-License-Identifier: Apache-2.0
package io.azud.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FileFailuresTest {

  /** Row 60 of the bad-input table, for what a file's name and content can put into an error. */
  @Test
  void showsNoLineThatSomebodyElseWrote() {
    String line = "\r\n\u001b[31mERROR ${jndi:ldap://h/a}\u2028".repeat(400_000);

    String message = FileFailures.unreadable("/in/" + line, new IOException(line)).getMessage();

    assertThat(message).hasSizeLessThan(600).doesNotContainPattern("[\\p{Cntrl}\u2028]");
  }
}
