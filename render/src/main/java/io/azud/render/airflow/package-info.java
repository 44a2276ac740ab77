// SPDX-License-Identifier: Apache-2.0
/** Airflow DAGs as Python files that a person can review. */
package io.azud.render.airflow;
