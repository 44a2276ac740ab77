// SPDX-License-Identifier: Apache-2.0
package io.azud.render.airflow;

/**
 * A table or topic as Airflow knows it. Pipelines that share one share the asset.
 *
 * @param system {@code kafka}, {@code lake} or {@code postgres}
 */
record DagAsset(String system, String name) {

  String literal() {
    String path = system + "/" + name;
    return "Asset(name=" + Python.text(path) + ", uri=" + Python.text("azud://" + path) + ")";
  }
}
