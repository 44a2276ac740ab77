// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(10);

  @Test
  void endsAPollThatIsFullAndGoesOnInTheNext() {
    assertThat(take(6)).hasSize(6);
    assertThat(take(4)).hasSize(4);
    assertThatThrownBy(() -> take(1)).isInstanceOf(SerializationException.class);
    budget.renew();
    assertThat(take(1)).hasSize(1);
  }

  @Test
  void takesTheFirstRecordWhateverItsSize() {
    assertThat(take(1_000)).hasSize(1_000);
    assertThatThrownBy(() -> take(1)).isInstanceOf(SerializationException.class);
  }

  @Test
  void takesAFirstRecordWithAKeyWhateverItsSize() {
    assertThat(key(3)).hasSize(3);
    assertThat(take(1_000)).hasSize(1_000);
    assertThatThrownBy(() -> key(1)).isInstanceOf(SerializationException.class);
    budget.renew();
    assertThat(key(1_000)).hasSize(1_000);
    assertThat(take(1_000)).hasSize(1_000);
  }

  @Test
  void countsKeysOfRecordsWithoutAValue() {
    assertThat(key(9)).hasSize(9);
    assertThatThrownBy(() -> key(9)).isInstanceOf(SerializationException.class);
  }

  @Test
  void leavesTheBufferAsItIsForAnotherTry() {
    ByteBuffer record = ByteBuffer.wrap("abc".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    budget.values().deserialize("topic", new RecordHeaders(), record);
    assertThat(record.remaining()).isEqualTo(3);
    assertThat(budget.values().deserialize("topic", new RecordHeaders(), (ByteBuffer) null))
        .isNull();
  }

  private byte[] key(int size) {
    return budget.keys().deserialize("topic", new RecordHeaders(), ByteBuffer.allocate(size));
  }

  private byte[] take(int size) {
    return budget.values().deserialize("topic", new RecordHeaders(), ByteBuffer.allocate(size));
  }
}
