// SPDX-License-Identifier: Apache-2.0
package io.azud.catalog;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A connection on which a change that got no reply fails with an SQLSTATE that {@link
 * org.apache.iceberg.jdbc.JdbcClientPool} does not take for a reason to try again. From then on the
 * connection says that it does not exist, so that the next read, which the pool may repeat,
 * reconnects.
 */
final class GuardedConnection implements InvocationHandler {

  /** Ours: in no standard class, and not in the pool's list. */
  static final String OUTCOME_UNKNOWN = "AZ001";

  private static final String CONNECTION_DOES_NOT_EXIST = "08003";

  private final Connection target;
  private volatile boolean broken;

  private GuardedConnection(Connection target) {
    this.target = target;
  }

  static Connection around(Connection target) {
    return proxy(Connection.class, new GuardedConnection(target));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
    if (broken && method.getDeclaringClass() == Connection.class && !isAboutClosing(method)) {
      throw new SQLException("the connection to the catalog was lost", CONNECTION_DOES_NOT_EXIST);
    }
    Object result = call(target, method, args);
    return result instanceof PreparedStatement statement
        ? proxy(PreparedStatement.class, (p, m, a) -> run(statement, m, a))
        : result;
  }

  private Object run(PreparedStatement statement, Method method, Object[] args) throws Throwable {
    try {
      return call(statement, method, args);
    } catch (SQLException e) {
      if ("executeUpdate".equals(method.getName()) && isLoss(e)) {
        broken = true;
        throw new SQLException(
            "the catalog's database did not say whether a change took effect: " + e.getMessage(),
            OUTCOME_UNKNOWN,
            e);
      }
      throw e;
    }
  }

  /** Whether the server may have done what it did not confirm. */
  private boolean isLoss(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("57P") || isClosed();
  }

  private boolean isClosed() {
    try {
      return target.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  private static boolean isAboutClosing(Method method) {
    return switch (method.getName()) {
      case "close", "isClosed", "abort", "isValid" -> true;
      default -> false;
    };
  }

  private static Object call(Object target, Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            GuardedConnection.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
