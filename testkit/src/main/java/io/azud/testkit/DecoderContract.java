// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.azud.spi.Decoder;
import io.azud.spi.RawRecord;
import io.azud.spi.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every decoder must do, whatever its format. A decoder's test extends this class. */
public abstract class DecoderContract {
  /** Text that {@link #validRecord} holds in a string field and that no reason may ever show. */
  protected static final String CANARY = "canary7f3a";

  private static final int MUTATIONS = 10_000;
  private static final long SEED = 20_261_122L;

  /** A new decoder of the contract under test; always of the same one. */
  protected abstract Decoder decoder();

  /** The number of the contract's columns. */
  protected abstract int columns();

  /**
   * A record that the decoder accepts, with a value in every column and the {@link #CANARY} in one.
   */
  protected abstract byte[] validRecord();

  /** A record that is accepted and leaves out every value it can. */
  protected abstract byte[] sparseRecord();

  /**
   * Records that the decoder must reject, each for another reason; some with the {@link #CANARY}.
   */
  protected abstract List<byte[]> badRecords();

  /** The field names of {@link #validRecord}, where the format gets them from the source. */
  protected List<String> fields() {
    return List.of();
  }

  /** A decoded value as text; equal values make equal text. */
  protected String text(Object value) {
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
  }

  @Test
  void acceptsAValidRecordWithAValueInEveryColumn() {
    Object[] row = new Object[columns()];

    assertThat(decode(decoder(), validRecord(), row)).isEqualTo(Verdict.ACCEPTED);
    assertThat(row).doesNotContainNull();
  }

  @Test
  void rejectsBadRecordsInItsOwnStageWithARuleAndAReason() {
    Decoder decoder = decoder();
    Object[] row = new Object[columns()];

    for (byte[] bad : badRecords()) {
      Verdict verdict = decode(decoder, bad, row);
      assertThat(verdict).isInstanceOf(Verdict.Rejection.class);
      assertWellFormed((Verdict.Rejection) verdict);
    }
  }

  @Test
  void decodesTheSameRecordToTheSameRowAgain() {
    Decoder decoder = decoder();
    Object[] first = new Object[columns()];
    Object[] second = new Object[columns()];

    decode(decoder, validRecord(), first);
    decode(decoder, validRecord(), second);

    assertThat(texts(second)).isEqualTo(texts(first));
  }

  @Test
  void keepsNothingOfTheFormerRecordInAReusedRow() {
    Decoder decoder = decoder();
    Object[] fresh = new Object[columns()];
    Object[] reused = new Object[columns()];
    decode(decoder(), sparseRecord(), fresh);

    decode(decoder, validRecord(), reused);
    Verdict verdict = decode(decoder, sparseRecord(), reused);

    assertThat(verdict).isEqualTo(Verdict.ACCEPTED);
    assertThat(texts(reused)).isEqualTo(texts(fresh));
  }

  @Test
  void decodesAsBeforeAfterEachRejection() {
    Decoder decoder = decoder();
    Object[] expected = new Object[columns()];
    Object[] row = new Object[columns()];
    decode(decoder(), validRecord(), expected);

    for (byte[] bad : badRecords()) {
      decode(decoder, bad, row);
      assertThat(decode(decoder, validRecord(), row)).isEqualTo(Verdict.ACCEPTED);
      assertThat(texts(row)).isEqualTo(texts(expected));
    }
  }

  @Test
  void doesNotKeepOrChangeTheRecordsBytes() {
    byte[] record = validRecord();
    Object[] row = new Object[columns()];
    decode(decoder(), record, row);
    List<String> before = texts(row);

    assertThat(record).isEqualTo(validRecord());
    Arrays.fill(record, (byte) 'x');

    assertThat(texts(row)).isEqualTo(before);
  }

  @Test
  void givesAVerdictOnEveryMutationOfAValidRecord() {
    Decoder decoder = decoder();
    Random random = new Random(SEED);
    Object[] row = new Object[columns()];
    int rejected = 0;

    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutant = mutate(validRecord(), random);
      Verdict[] verdict = new Verdict[1];
      assertThatCode(() -> verdict[0] = decode(decoder, mutant, row))
          .as("mutation %d of seed %d", i, SEED)
          .doesNotThrowAnyException();
      if (verdict[0] instanceof Verdict.Rejection rejection) {
        rejected++;
        assertWellFormed(rejection);
        assertThat(decode(decoder(), mutant, new Object[columns()])).isEqualTo(rejection);
      } else {
        assertThat(verdict[0]).isEqualTo(Verdict.ACCEPTED);
      }
    }

    assertThat(rejected).isBetween(MUTATIONS / 4, MUTATIONS - 1);
  }

  private static void assertWellFormed(Verdict.Rejection rejection) {
    assertThat(rejection.stage()).isEqualTo(Verdict.Stage.DECODE);
    assertThat(rejection.rule()).matches("[a-z][a-z0-9_]*");
    assertThat(rejection.reason())
        .hasSizeBetween(10, 256)
        .endsWith(".")
        .matches("[\\x20-\\x7e]*")
        .doesNotContain(CANARY.substring(0, 6));
  }

  private Verdict decode(Decoder decoder, byte[] value, Object[] row) {
    return decoder.decode(new RawRecord(0, 0, -1, null, value, List.of(), fields()), row);
  }

  private List<String> texts(Object[] row) {
    return Arrays.stream(row).map(this::text).toList();
  }

  /**
   * One to three changes: a byte replaced, inserted or removed, a bit flipped, or a piece cut out.
   */
  private static byte[] mutate(byte[] record, Random random) {
    List<Byte> bytes = new ArrayList<>();
    for (byte b : record) {
      bytes.add(b);
    }
    byte[] syntax = "{}[]\",:\\/-+.0123456789eEtfnu \n\0".getBytes(StandardCharsets.US_ASCII);
    for (int changes = 1 + random.nextInt(3); changes > 0 && !bytes.isEmpty(); changes--) {
      int at = random.nextInt(bytes.size());
      switch (random.nextInt(6)) {
        case 0 -> bytes.set(at, (byte) random.nextInt(256));
        case 1 -> bytes.add(at, syntax[random.nextInt(syntax.length)]);
        case 2 -> bytes.remove(at);
        case 3 -> bytes.set(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
        case 4 -> bytes.set(at, syntax[random.nextInt(syntax.length)]);
        default -> bytes.subList(at, Math.min(bytes.size(), at + 1 + random.nextInt(20))).clear();
      }
    }
    byte[] mutant = new byte[bytes.size()];
    for (int i = 0; i < mutant.length; i++) {
      mutant[i] = bytes.get(i);
    }
    return mutant;
  }
}
