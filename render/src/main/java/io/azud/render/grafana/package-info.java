// SPDX-License-Identifier: Apache-2.0
/** Grafana: dashboards in the classic JSON model, provisioned alerts, and how they are provided. */
package io.azud.render.grafana;
