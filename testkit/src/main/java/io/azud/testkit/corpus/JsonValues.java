// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit.corpus;

/** What may be strange about the values in a JSON record, as {@link CorpusText} reads it. */
final class JsonValues {
  private JsonValues() {}

  static final String TEXT =
      """
          19 NaN and Infinity
            {"id":"x","d":NaN} | malformed | Field d holds something that is not a JSON value (byte 14).
            {"id":"x","d":Infinity} | malformed | Field d holds something that is not a JSON value (byte 14).
            {"id":"x","d":-Infinity} | malformed | Field d holds a number that JSON does not allow (byte 14).
            {"id":"x","j":NaN} | malformed | Field j holds something that is not a JSON value (byte 14).
            {"id":"x","d":"NaN"} | wrong_type | Field d is a string and not a number (byte 14).
            {"id":"x","n":NaN} | malformed | Field n holds something that is not a JSON value (byte 14).
          20 a number beyond the range of its floating-point column
            {"id":"x","d":1e400} | out_of_range | Field d is too large or too close to zero for its type (byte 14).
            {"id":"x","d":-1e400} | out_of_range | Field d is too large or too close to zero for its type (byte 14).
            {"id":"x","d":1e-400} | out_of_range | Field d is too large or too close to zero for its type (byte 14).
            {"id":"x","f":1e39} | out_of_range | Field f is too large or too close to zero for its type (byte 14).
          20 a number in a json column with an exponent that jsonb cannot hold
            {"id":"x","j":1e1001} | out_of_range | Field j holds a number with an exponent beyond 1000 (byte 14).
          21 minus zero
            {"id":"x","d":-0.0} | accepted | d=-0.0
            {"id":"x","f":-0} | accepted | f=-0.0
            {"id":"x","i":-0} | accepted | i=0
          22 an integer of too many bits
            {"id":"x","l":9223372036854775808} | out_of_range | Field l is outside the range of its integer type (byte 14).
            {"id":"x","l":-9223372036854775809} | out_of_range | Field l is outside the range of its integer type (byte 14).
            {"id":"x","l":18446744073709551617} | out_of_range | Field l is outside the range of its integer type (byte 14).
            {"id":"x","i":2147483648} | out_of_range | Field i is outside the range of its integer type (byte 14).
            {"id":"x","i":-2147483649} | out_of_range | Field i is outside the range of its integer type (byte 14).
          22 the largest and the smallest integer
            {"id":"x","l":9223372036854775807} | accepted | l=9223372036854775807
            {"id":"x","l":-9223372036854775808} | accepted | l=-9223372036854775808
            {"id":"x","i":2147483647} | accepted | i=2147483647
          23 an integer that no double holds
            {"id":"x","l":9007199254740993} | accepted | l=9007199254740993
            {"id":"x","big":9007199254740993} | accepted | big=9007199254740993
            {"id":"x","j":9007199254740993} | accepted | j=9007199254740993
          24 a decimal that no double holds
            {"id":"x","n":12345678.99} | accepted | n=12345678.99
            {"id":"x","big":99999999999999999999999999999999999999} | accepted | big=99999999999999999999999999999999999999
            {"id":"x","n":1e2} | accepted | n=100.00
            {"id":"x","n":1.500000} | accepted | n=1.50
          24 more digits behind the point than the decimal column has
            {"id":"x","n":0.1000000000000000055511151231257827} | inexact | Field n has more digits behind the point than decimal(10,2) holds (byte 14).
          25 a digit behind the point too many
            {"id":"x","n":12345678.999} | inexact | Field n has more digits behind the point than decimal(10,2) holds (byte 14).
            {"id":"x","big":0.5} | inexact | Field big has more digits behind the point than decimal(38,0) holds (byte 16).
          26 more digits before the point than the decimal column has
            {"id":"x","n":123456789} | out_of_range | Field n is too large for decimal(10,2) (byte 14).
            {"id":"x","big":100000000000000000000000000000000000000} | out_of_range | Field big is too large for decimal(38,0) (byte 16).
            {"id":"x","n":1e999999999} | out_of_range | Field n is too large for decimal(10,2) (byte 14).
          27 a value of another type: number, text or boolean in disguise
            {"id":"x","b":1} | wrong_type | Field b is a number and not a boolean (byte 14).
            {"id":"x","b":"true"} | wrong_type | Field b is a string and not a boolean (byte 14).
            {"id":"x","b":True} | malformed | Field b holds something that is not a JSON value (byte 14).
            {"id":"x","i":"1"} | wrong_type | Field i is a string and not a number (byte 14).
            {"id":"x","n":"1"} | wrong_type | Field n is a string and not a number (byte 14).
            {"id":"x","s":1} | wrong_type | Field s is a number and not a string (byte 14).
            {"id":"x","s":{}} | wrong_type | Field s is an object and not a string (byte 14).
            {"id":"x","li":"1"} | wrong_type | Field li is a string and not an array (byte 15).
            {"id":"x","li":[1,"2"]} | wrong_type | Field li[1] is a string and not a number (byte 18).
            {"id":"x","st":[]} | wrong_type | Field st is an array and not an object (byte 15).
            {"id":"x","mp":[]} | wrong_type | Field mp is an array and not an object (byte 15).
          27 binary that is not base64
            {"id":"x","x":"AB=C"} | bad_binary | Field x is not base64 with padding (byte 14).
            {"id":"x","x":"AA"} | bad_binary | Field x is not base64 with padding (byte 14).
          29 an integer written as a fraction or with an exponent
            {"id":"x","i":1.0} | wrong_type | Field i is not a whole number written with digits only (byte 14).
            {"id":"x","l":1e2} | wrong_type | Field l is not a whole number written with digits only (byte 14).
          30 a required field that is missing, or null
            {"i":1} | missing | Field id is required and not there (byte 6).
            {"id":null} | missing | Field id is required and null (byte 6).
            {"id":"x","st":{}} | missing | Field st.a is required and not there (byte 16).
            {"id":"x","st":{"a":null}} | missing | Field st.a is required and null (byte 20).
          31 a field that the contract does not name
            {"id":"x","new":1} | unknown_field | The record has a field that the contract does not name; its name is 3 bytes long (byte 10).
            {"id":"x","st":{"a":1,"new":1}} | unknown_field | Field st has a field that the contract does not name; its name is 3 bytes long (byte 22).
          32 a field whose name differs in case only
            {"id":"x","I":1} | field_case | The record has a field that differs from a column's name in case only (byte 10).
            {"ID":"x"} | field_case | The record has a field that differs from a column's name in case only (byte 1).
            {"id":"x","i":1,"BIG":1} | field_case | The record has a field that differs from a column's name in case only (byte 16).
          35 a year that is not between 0001 and 9999
            {"id":"x","t":"0000-01-01T00:00:00Z"} | bad_timestamp | Field t is not an ISO-8601 timestamp (byte 14).
            {"id":"x","t":"10000-01-01T00:00:00Z"} | bad_timestamp | Field t is not an ISO-8601 timestamp (byte 14).
            {"id":"x","t":"294277-01-01T00:00:00Z"} | bad_timestamp | Field t is not an ISO-8601 timestamp (byte 14).
            {"id":"x","t":"-0001-01-01T00:00:00Z"} | bad_timestamp | Field t is not an ISO-8601 timestamp (byte 14).
            {"id":"x","t":"0001-01-01T00:00:00+01:00"} | out_of_range | Field t is outside the years 0001 to 9999 in UTC (byte 14).
            {"id":"x","t":"9999-12-31T23:59:59-01:00"} | out_of_range | Field t is outside the years 0001 to 9999 in UTC (byte 14).
            {"id":"x","y":"0000-12-31"} | bad_date | Field y is not a date of the form YYYY-MM-DD (byte 14).
            {"id":"x","y":"10000-01-01"} | bad_date | Field y is not a date of the form YYYY-MM-DD (byte 14).
          35 the first and the last instant
            {"id":"x","t":"0001-01-01T00:00:00Z"} | accepted | t=-62135596800000000
            {"id":"x","t":"9999-12-31T23:59:59.999999Z"} | accepted | t=253402300799999999
          36 an instant after 2262, where nanoseconds end
            {"id":"x","t":"2262-04-12T00:00:00Z"} | accepted | t=9223372800000000
          37 a fraction finer than a microsecond
            {"id":"x","t":"2024-01-01T00:00:00.000000001Z"} | inexact | Field t has a fraction finer than a microsecond (byte 14).
          37 nanoseconds that are zero
            {"id":"x","t":"2024-01-01T00:00:00.000001000Z"} | accepted | t=1704067200000001
          38 a number for a timestamp: its unit would be a guess
            {"id":"x","t":1700000000} | wrong_type | Field t is a number and not a timestamp in a string (byte 14).
            {"id":"x","t":1700000000000} | wrong_type | Field t is a number and not a timestamp in a string (byte 14).
            {"id":"x","t":"1700000000"} | bad_timestamp | Field t is not an ISO-8601 timestamp (byte 14).
          39 a time without an offset where no zone is declared
            {"id":"x","t":"2024-01-01T00:00:00"} | bad_timestamp | Field t has no offset, and its column declares no zone (byte 14).
          39 a time that the clocks skip
            {"id":"x","z":"2024-03-31T02:30:00"} | bad_timestamp | Field z does not exist in its column's zone: the clocks were put forward over it (byte 14).
          39 a time that comes twice: the earlier instant
            {"id":"x","z":"2024-10-27T02:30:00"} | accepted | z=1729989000000000
          39 second 60 and hour 24
            {"id":"x","t":"2016-12-31T23:59:60Z"} | bad_timestamp | Field t is not an ISO-8601 timestamp (byte 14).
            {"id":"x","t":"2024-01-01T24:00:00Z"} | bad_timestamp | Field t is not an ISO-8601 timestamp (byte 14).
          39 a day that does not exist
            {"id":"x","y":"2023-02-29"} | bad_date | Field y is not a date of the form YYYY-MM-DD (byte 14).
            {"id":"x","t":"2024-13-01T00:00:00Z"} | bad_timestamp | Field t is not an ISO-8601 timestamp (byte 14).
          40 days before 1582 and before 1900, in the proleptic Gregorian calendar
            {"id":"x","y":"0001-01-01"} | accepted | y=-719162
            {"id":"x","y":"1582-10-10"} | accepted | y=-141432
            {"id":"x","t":"1899-12-31T23:59:59Z"} | accepted | t=-2208988801000000
          41 PostgreSQL's infinity
            {"id":"x","t":"infinity"} | bad_timestamp | Field t is not an ISO-8601 timestamp (byte 14).
            {"id":"x","y":"-infinity"} | bad_date | Field y is not a date of the form YYYY-MM-DD (byte 14).
          54 a path, a slash or an escape in a text
            {"id":"x","s":"../../etc"} | accepted | s=../../etc
            {"id":"x","s":"a/b%252F="} | accepted | s=a/b%252F=
          61 template and shell text in a value
            {"id":"x","s":"{{ 7*7 }} $(id)"} | accepted | s={{ 7*7 }} $(id)
          """;
}
