// SPDX-License-Identifier: Apache-2.0
/** The specification of Azud's metrics: what the server exposes, and rules and dashboards use. */
package io.azud.render.metric;
