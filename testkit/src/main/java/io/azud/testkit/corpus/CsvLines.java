// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit.corpus;

/** What may be wrong with a CSV record, as {@link CorpusText} reads it. */
final class CsvLines {
  private CsvLines() {}

  static final String TEXT =
      """
          3 an empty value
             | empty | The record is empty (byte 0).
            %0A | empty | The record is empty (byte 0).
            %EF%BB%BF | empty | The record is empty (byte 0).
          7 a byte order mark in front
            %EF%BB%BFx,1,y,,,, | accepted | s=y
          9 bytes that are not UTF-8
            x,1,%FF,,,, | invalid_utf8 | The record is not valid UTF-8 (byte 4).
            x,1,"%C0%AF",,,, | invalid_utf8 | The record is not valid UTF-8 (byte 5).
          13 every script
            x,1,%F0%9F%98%80,,,, | accepted | s=%F0%9F%98%80
          14 the character U+0000
            x,1,%00,,,, | nul | The record holds the character U+0000, which PostgreSQL cannot store (byte 4).
            x,1,"a%00b",,,, | nul | The record holds the character U+0000, which PostgreSQL cannot store (byte 6).
          19 NaN and Infinity
            x,,,NaN,,, | wrong_type | Field d is not a number (byte 4).
            x,,,-Infinity,,, | wrong_type | Field d is not a number (byte 4).
          20 a number beyond the range of its floating-point column
            x,,,1e400,,, | out_of_range | Field d is too large or too close to zero for its type (byte 4).
          21 minus zero
            x,,,-0.0,,, | accepted | d=-0.0
          22 an integer of too many bits
            x,2147483648,,,,, | out_of_range | Field i is outside the range of its integer type (byte 2).
          25 a digit behind the point too many
            x,,,,1.234,, | inexact | Field n has more digits behind the point than decimal(10,2) holds (byte 5).
          26 more digits before the point than the decimal column has
            x,,,,123456789,, | out_of_range | Field n is too large for decimal(10,2) (byte 5).
          27 a number, a boolean or a time in another form
            x,+1,,,,, | wrong_type | Field i is not a number (byte 2).
            x,01,,,,, | wrong_type | Field i is not a number (byte 2).
            x, 1,,,,, | wrong_type | Field i is not a number (byte 2).
            x,1.0,,,,, | wrong_type | Field i is not a whole number written with digits only (byte 2).
            x,,,,,TRUE, | wrong_type | Field b is not true or false (byte 6).
            x,,,,,1, | wrong_type | Field b is not true or false (byte 6).
          30 a required field without a value
            ,1,,,,, | missing | Field id is required and has no value (byte 0).
          35 a year that is not between 0001 and 9999
            x,,,,,,10000-01-01T00:00:00Z | bad_timestamp | Field t is not an ISO-8601 timestamp (byte 7).
          39 a time without an offset where no zone is declared
            x,,,,,,2024-01-01 00:00:00 | bad_timestamp | Field t has no offset, and its column declares no zone (byte 7).
          41 PostgreSQL's infinity
            x,,,,,,infinity | bad_timestamp | Field t is not an ISO-8601 timestamp (byte 7).
          47 line breaks inside quotes
            x,1,"a%0Ab",,,, | accepted | s=a%0Ab
            x,1,"a%0D%0Ab",,,, | accepted | s=a%0D%0Ab
          47 a delimiter and quotes inside quotes
            x,1,"a,b",,,, | accepted | s=a,b
            x,1,"a""b",,,, | accepted | s=a"b
          47 a quote that is not closed, or stands where none may
            x,1,"y | bad_quoting | The record has a quoted field that does not end (byte 4).
            x,1,"y"" | bad_quoting | The record has a quoted field that does not end (byte 4).
            x,1,y" | bad_quoting | The record has a quote inside an unquoted field (byte 5).
            x,1,"y"z | bad_quoting | The record has text behind a closing quote (byte 6).
            x,1, "y" | bad_quoting | The record has a quote inside an unquoted field (byte 5).
          47 too few or too many fields
            x | field_count | The record has 1 fields and not 7 (byte 0).
            x,1,y,1,1,true,1970-01-01T00:00:00Z,z | field_count | The record has more than 7 fields (byte 36).
          47 two quotes: an empty text
            x,1,"",,,, | accepted | s=
          47 two quotes in a column that is no text
            x,"",,,,, | wrong_type | Field i is an empty string, which only a string column can hold (byte 2).
          47 nothing between two delimiters: no value
            x,1,,,,, | accepted | s=null
          47 a line break at the end
            x,1,y,,,,%0D%0A | accepted | s=y
            x,1,y,,,,%0D | accepted | s=y
          47 a line break outside quotes: two records in one
            x,1,y%0Ax,1,y | malformed | The record has a line break outside quotes (byte 5).
            x,1,y%0Dx,1,y | malformed | The record has a line break outside quotes (byte 5).
          47 the line \\. that ends PostgreSQL's COPY
            \\.,1,\\.,,,, | accepted | s=\\.
          47 a spreadsheet's formula
            x,1,=cmd(),,,, | accepted | s==cmd()
          60 text that forges log lines
            x,%1B[31m${jndi:ldap://h/a},y,,,, | wrong_type | Field i is not a number (byte 2).
          """;
}
