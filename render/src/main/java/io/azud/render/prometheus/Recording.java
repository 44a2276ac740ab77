// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

/** A series that Prometheus works out and keeps. */
public record Recording(String name, String expression) {}
