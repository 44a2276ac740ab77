// SPDX-License-Identifier: Apache-2.0
package io.azud.cli.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The published table of flights, row by row as the JSON records that an airline would send. */
final class FlightRecords implements AutoCloseable {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
  private static final JsonFactory JSON = new JsonFactory();

  private final BufferedReader rows;
  private final String[] names;
  private String[] row;

  FlightRecords(Path table) {
    try {
      rows =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(table), 1 << 16),
                  StandardCharsets.UTF_8));
      names = rows.readLine().split(",", -1);
    } catch (IOException e) {
      throw unreadable(table.toString(), e);
    }
  }

  private static AzudException unreadable(String table, IOException e) {
    return new AzudException(
        ErrorCode.FILES_UNREADABLE,
        "the demo's flights in "
            + table
            + " cannot be read: "
            + e.getMessage()
            + "; is this a whole checkout of Azud?",
        e);
  }

  boolean advance() {
    try {
      String line = rows.readLine();
      row = line == null ? null : line.split(",", -1);
      return row != null;
    } catch (IOException e) {
      throw unreadable("its table", e);
    }
  }

  /** Carrier and flight number: all departures of one flight go to one partition, in order. */
  byte[] key() {
    return (row[9] + row[10]).getBytes(StandardCharsets.UTF_8);
  }

  /** Numbers as numbers, everything else as text; {@code NA} stays what it is in the table. */
  byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(400);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      for (int i = 0; i < names.length; i++) {
        json.writeFieldName(names[i]);
        if (NUMBER.matcher(row[i]).matches()) {
          json.writeNumber(Long.parseLong(row[i]));
        } else {
          json.writeString(row[i]);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a byte array takes everything", e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw unreadable("its table", e);
    }
  }
}
