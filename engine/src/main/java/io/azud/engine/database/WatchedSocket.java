// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.database;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/** Is closed by the {@link WriteWatch} when a write takes longer than the limit. */
final class WatchedSocket extends Socket {
  private final long limitNanos;
  private volatile long writingSince;
  private volatile boolean isWriting;

  WatchedSocket(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    WriteWatch.watch(this);
    return new WatchedStream(super.getOutputStream());
  }

  @Override
  public synchronized void close() throws IOException {
    WriteWatch.forget(this);
    super.close();
  }

  boolean isOverdue(long now) {
    return isWriting && now - writingSince > limitNanos;
  }

  private final class WatchedStream extends FilterOutputStream {

    WatchedStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      writingSince = System.nanoTime();
      isWriting = true;
      try {
        out.write(bytes, offset, length);
      } finally {
        isWriting = false;
      }
    }
  }
}
