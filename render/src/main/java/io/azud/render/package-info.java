// SPDX-License-Identifier: Apache-2.0
/**
 * What surrounds a pipeline, written from its file: Airflow DAGs, Prometheus rules, Grafana
 * dashboards. The names of the metrics are defined here too, so that rules, dashboards and the
 * server that exposes them cannot drift apart.
 */
package io.azud.render;
