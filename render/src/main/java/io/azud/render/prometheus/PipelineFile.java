// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import io.azud.pipeline.Pipeline;

/**
 * A pipeline and the file that it was read from.
 *
 * @param path as people name the file in a command
 */
public record PipelineFile(Pipeline pipeline, String path) {}
