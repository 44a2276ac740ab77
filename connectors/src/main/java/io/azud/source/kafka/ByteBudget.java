// SPDX-License-Identifier: Apache-2.0
package io.azud.source.kafka;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Bounds what one poll holds in memory: a fetch of a few megabytes may hold gigabytes of records,
 * compressed. Belongs to one consumer and so to one thread at a time.
 *
 * <p>A consumer whose deserializer fails ends the poll before that record and offers it again in
 * the next one. The first record of a poll is taken whatever its size.
 */
final class ByteBudget {
  private final long most;

  /** What the records of this poll have, and what those before the current one have. */
  private long spent;

  private long spentBefore;

  /**
   * @param most bytes of keys and values that one poll brings, unless a single record has more
   */
  ByteBudget(long most) {
    this.most = most;
  }

  /** Before each poll. */
  void renew() {
    spent = 0;
    spentBefore = 0;
  }

  /** Takes keys; a record's key comes before its value. */
  Deserializer<byte[]> keys() {
    return new Part() {
      @Override
      void begin() {
        spentBefore = spent;
      }
    };
  }

  /** Takes values. */
  Deserializer<byte[]> values() {
    return new Part() {
      @Override
      void end() {
        spentBefore = spent;
      }
    };
  }

  /** Of a record: its key or its value. */
  private class Part implements Deserializer<byte[]> {

    void begin() {}

    void end() {}

    @Override
    public byte[] deserialize(String topic, byte[] data) {
      return data;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
      if (data == null) {
        return null;
      }
      begin();
      if (spentBefore > 0 && spent + data.remaining() > most) {
        throw new SerializationException(toString());
      }
      spent += data.remaining();
      end();
      return Utils.toArray(data);
    }

    /** The consumer logs this as the deserializer of a record that it could not read. */
    @Override
    public String toString() {
      return "no error: a poll is full with " + most + " bytes, this record comes with the next";
    }
  }
}
