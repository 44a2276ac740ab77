// SPDX-License-Identifier: Apache-2.0
package io.azud.engine.task;

import java.util.Locale;

/** The six tasks, in the order in which an orchestrator runs them. */
public enum TaskId {
  INICIALIZAR_TASK,
  CONEXION_KAFKA_TASK,
  KUBERNETES_TASK,
  CONEXION_SPARK_TASK,
  TRANSFORMAR_DATOS_TASK,
  CARGAR_DATOS_TASK;

  /** The name that orchestrators and people use. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
