// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.database;

/** Names in SQL texts: the only place where a name becomes part of a statement. */
public final class SqlIdentifier {

  private SqlIdentifier() {}

  /** The name in double quotes, so that it is taken literally whatever it holds. */
  public static String quote(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an SQL name is neither empty nor holds a NUL");
    }
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** {@code "schema"."name"}. */
  public static String quote(String schema, String name) {
    return quote(schema) + '.' + quote(name);
  }
}
