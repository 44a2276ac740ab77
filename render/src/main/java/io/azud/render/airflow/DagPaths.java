// SPDX-License-Identifier: Apache-2.0
package io.azud.render.airflow;

import java.util.Optional;

/**
 * Where a DAG file finds what it refers to, as seen from its own directory, so that the file is the
 * same on every machine.
 *
 * @param pipeline the pipeline file
 * @param environment the environment file; empty when Airflow's connections say where things are
 */
public record DagPaths(String pipeline, Optional<String> environment) {}
