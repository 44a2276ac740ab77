// SPDX-License-Identifier: Apache-2.0
package io.azud.render.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A program that the tests need; without it they fail and say where to get it. */
public record Tool(String name, String debianPackage) {
  public static final Tool PROMTOOL = new Tool("promtool", "prometheus");
  public static final Tool AMTOOL = new Tool("amtool", "prometheus-alertmanager");

  /** Runs it in a directory, and fails with what it said unless it is content. */
  public String run(Path directory, String... arguments) throws IOException, InterruptedException {
    assertThat(Arrays.stream(System.getenv("PATH").split(":", -1)).map(Path::of))
        .as("%s is needed: apt-get install %s", name, debianPackage)
        .anyMatch(path -> Files.isExecutable(path.resolve(name)));
    List<String> command = new ArrayList<>(List.of(name));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s\n%s", command, output).isZero();
    return output;
  }
}
