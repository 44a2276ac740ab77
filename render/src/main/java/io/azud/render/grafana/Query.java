// SPDX-License-Identifier: Apache-2.0
package io.azud.render.grafana;

/**
 * One PromQL expression of a panel.
 *
 * @param legend what a series is called; may name labels as {@code {{sink}}}
 */
public record Query(String expression, String legend) {}
