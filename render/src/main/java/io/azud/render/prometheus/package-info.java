// SPDX-License-Identifier: Apache-2.0
/** Prometheus and Alertmanager: what is scraped, what is recorded, and when somebody is told. */
package io.azud.render.prometheus;
