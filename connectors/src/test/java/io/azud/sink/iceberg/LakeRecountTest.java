// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import io.azud.position.Lineage;
import io.azud.spi.Sink.Recount;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LakeRecountTest {
  private static final long FAR = 1L << 31;

  @Test
  void countsInWhateverOrderTheRowsCome() {
    LakeRecount recount = new LakeRecount(Lineage.RECORD, Map.of(0, FAR + 100));
    for (long offset : new long[] {5, 6, 7, 1, 3, 2, 0, 6, FAR - 1, FAR, FAR + 1, FAR, 4, 5}) {
      recount.count(0, offset);
    }
    assertThat(recount.recounts()).isEqualTo(Map.of(0, new Recount(14, 11, 0)));
  }

  @Test
  void tellsPartitionsAndWhatLiesBeyondTheWatermark() {
    LakeRecount recount = new LakeRecount(Lineage.RECORD, Map.of(0, 2L, 1, 5L));
    recount.count(0, 0);
    recount.count(0, 2);
    recount.count(0, 3);
    recount.count(7, 0);
    assertThat(recount.recounts())
        .isEqualTo(
            Map.of(0, new Recount(1, 1, 2), 1, new Recount(0, 0, 0), 7, new Recount(0, 0, 1)));
  }

  @Test
  void takesTheRowsOfAFileForItsLane() {
    LakeRecount recount = new LakeRecount(Lineage.FILE, Map.of(3, 1L));
    int first = Lineage.fileNumber(3, 0);
    recount.count(first, 0);
    recount.count(first, 1);
    recount.count(first, 1);
    recount.count(Lineage.fileNumber(3, 1), 0);
    assertThat(recount.recounts()).isEqualTo(Map.of(3, new Recount(3, 2, 1)));
  }
}
