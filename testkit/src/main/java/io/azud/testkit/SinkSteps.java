// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.azud.batch.Batch;
import io.azud.batch.CommitOutcome;
import io.azud.batch.Counts;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import io.azud.pipeline.Column;
import io.azud.pipeline.DataType.Simple;
import io.azud.pipeline.Pipeline;
import io.azud.position.Slice;
import io.azud.spi.Sink;
import io.azud.spi.SliceReceipt;
import io.azud.spi.SliceWriter;
import io.azud.spi.SliceWriterFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a sink's tests do again and again: declare a pipeline, write contract rows as an executor
 * does, read them back by other means.
 */
public abstract class SinkSteps {

  /** The columns of a contract row; one has a name that SQL reserves. */
  protected static final List<Column> COLUMNS =
      List.of(
          Column.required("id", Simple.LONG),
          Column.optional("name", Simple.STRING),
          Column.optional("order", Simple.INT),
          Column.optional("amount", Simple.DOUBLE));

  private static final AtomicInteger NAMES = new AtomicInteger();

  /**
   * A pipeline of that name whose only sink is the one under test, in append mode, with a table of
   * the same name.
   */
  protected abstract Pipeline declare(String name, List<Column> columns);

  /** A new instance of the sink, as another process would make it. */
  protected abstract Sink open(Pipeline pipeline, List<Column> columns);

  /** A text as a row holds it. */
  protected abstract Object text(String value);

  /**
   * All rows of the pipeline's table in any order, read by other means than the sink. Each has the
   * given columns, then {@code azud_partition} (Integer) and {@code azud_offset} (Long); texts are
   * Strings.
   */
  protected abstract List<List<Object>> readRows(Pipeline pipeline, List<Column> columns);

  protected final Pipeline pipeline() {
    return declare("contract_" + NAMES.incrementAndGet(), COLUMNS);
  }

  /** The sink of a pipeline whose table exists. */
  protected final Sink applied(Pipeline pipeline) {
    Sink sink = open(pipeline, COLUMNS);
    sink.apply();
    return sink;
  }

  protected static Batch batch(Pipeline pipeline, long epoch, Slice... slices) {
    return Batch.of(pipeline.name(), epoch, pipeline.hash(), List.of(slices));
  }

  /** Writes contract rows for all positions of all slices, and commits them. */
  protected final CommitOutcome load(Sink sink, Batch batch) {
    return sink.commit(batch, writeAll(sink, batch));
  }

  protected final List<SliceReceipt> writeAll(Sink sink, Batch batch) {
    return batch.slices().stream().map(slice -> write(sink, batch, slice, 0, rows(slice))).toList();
  }

  /**
   * Writes and finishes one slice as an executor does: with a writer that was serialised, and one
   * array for all rows.
   */
  protected final SliceReceipt write(
      Sink sink, Batch batch, Slice slice, long attempt, List<Object[]> rows) {
    try (SliceWriter writer = writers(sink, batch).open(slice, attempt)) {
      Object[] reused = null;
      for (Object[] row : rows) {
        reused = reused == null ? row.clone() : reused;
        System.arraycopy(row, 0, reused, 0, row.length);
        writer.write(reused);
      }
      return writer.finish(counts(rows.size()));
    }
  }

  /** The writer factory after its way to an executor. */
  protected static SliceWriterFactory writers(Sink sink, Batch batch) {
    return serialised(sink.writer(batch));
  }

  protected static Counts counts(long accepted) {
    return new Counts(accepted, accepted, 0, 0, 0, 0);
  }

  protected static ErrorCode codeOf(Throwable e) {
    assertThat(e).isInstanceOf(AzudException.class);
    return ((AzudException) e).code();
  }

  protected static void assertFenced(Runnable act) {
    assertThatThrownBy(act::run).satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.FENCED));
  }

  protected final List<Object[]> rows(Slice slice) {
    List<Object[]> rows = new ArrayList<>();
    for (long offset = slice.start(); offset < slice.end(); offset++) {
      rows.add(row(slice.partition(), offset));
    }
    return rows;
  }

  protected final Object[] row(int partition, long offset) {
    List<Object> values = values(partition, offset);
    Object[] row = values.toArray();
    row[1] = row[1] == null ? null : text((String) row[1]);
    return row;
  }

  private static List<Object> values(int partition, long offset) {
    List<Object> values = new ArrayList<>();
    values.add(partition * 1_000_000L + offset);
    values.add(offset % 3 == 0 ? null : "n\u00e4me \ud83d\udca7 '\"\\" + offset);
    values.add(offset % 4 == 0 ? null : (int) offset);
    values.add(offset % 5 == 0 ? null : offset / 8.0);
    values.add(partition);
    values.add(offset);
    return values;
  }

  protected final List<List<Object>> stored(Pipeline pipeline) {
    return readRows(pipeline, COLUMNS).stream().sorted(BY_LINEAGE).toList();
  }

  protected static List<List<Object>> expected(List<Slice> slices) {
    List<List<Object>> rows = new ArrayList<>();
    for (Slice slice : slices) {
      for (long offset = slice.start(); offset < slice.end(); offset++) {
        rows.add(values(slice.partition(), offset));
      }
    }
    rows.sort(BY_LINEAGE);
    return rows;
  }

  private static final Comparator<List<Object>> BY_LINEAGE =
      Comparator.<List<Object>>comparingInt(row -> (Integer) row.get(COLUMNS.size()))
          .thenComparingLong(row -> (Long) row.get(COLUMNS.size() + 1));

  protected static void atOnce(Callable<Void> act) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<Void> done : threads.invokeAll(List.of(act, act))) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @SuppressWarnings("unchecked")
  protected static <T> T serialised(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(value);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return (T) in.readObject();
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("cannot be serialised: " + value.getClass(), e);
    }
  }
}
