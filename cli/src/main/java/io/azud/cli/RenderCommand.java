// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import picocli.CommandLine.Command;

/** {@code azud render}: what surrounds a pipeline, written from its file. */
@Command(
    name = "render",
    description = "Write what surrounds pipelines, always in step with their files.",
    subcommands = {
      RenderAirflowCommand.class,
      RenderPrometheusCommand.class,
      RenderGrafanaCommand.class
    })
final class RenderCommand {}
