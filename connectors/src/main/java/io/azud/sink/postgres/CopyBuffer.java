// SPDX-License-Identifier: Apache-2.0
package io.azud.sink.postgres;

import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Collects bytes in network order and hands them on whenever it is full. Values larger than the
 * buffer go through it in pieces, so it never grows.
 */
final class CopyBuffer {

  /** Takes bytes before the buffer is used again. */
  interface Drain {
    void accept(byte[] bytes, int length);
  }

  private final byte[] bytes;
  private final Drain drain;
  private int position;

  CopyBuffer(int capacity, Drain drain) {
    this.bytes = new byte[capacity];
    this.drain = drain;
  }

  void int8(int value) {
    room(1);
    bytes[position++] = (byte) value;
  }

  void int16(int value) {
    room(2);
    bytes[position] = (byte) (value >> 8);
    bytes[position + 1] = (byte) value;
    position += 2;
  }

  void int32(int value) {
    room(4);
    bytes[position] = (byte) (value >> 24);
    bytes[position + 1] = (byte) (value >> 16);
    bytes[position + 2] = (byte) (value >> 8);
    bytes[position + 3] = (byte) value;
    position += 4;
  }

  void int64(long value) {
    int32((int) (value >> 32));
    int32((int) value);
  }

  void text(UTF8String value) {
    memory(value.getBaseObject(), value.getBaseOffset(), value.numBytes());
  }

  void binary(byte[] value, int length) {
    memory(value, Platform.BYTE_ARRAY_OFFSET, length);
  }

  private void memory(Object base, long offset, int length) {
    int done = 0;
    while (done < length) {
      if (position == bytes.length) {
        flush();
      }
      int part = Math.min(length - done, bytes.length - position);
      Platform.copyMemory(base, offset + done, bytes, Platform.BYTE_ARRAY_OFFSET + position, part);
      position += part;
      done += part;
    }
  }

  void flush() {
    if (position > 0) {
      drain.accept(bytes, position);
      position = 0;
    }
  }

  private void room(int length) {
    if (bytes.length - position < length) {
      flush();
    }
  }
}
