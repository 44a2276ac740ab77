// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import io.azud.error.AzudException;
import io.azud.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code azud init}: a first pipeline file. */
@Command(name = "init", description = "Write a first pipeline file, with a comment on every part.")
final class InitCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = "pipeline.yaml",
      description = "Default: ${DEFAULT-VALUE}.")
  private Path file;

  @Override
  public Integer call() {
    try (InputStream template = InitCommand.class.getResourceAsStream("pipeline.yaml")) {
      Files.copy(template, file);
    } catch (FileAlreadyExistsException e) {
      throw new AzudException(ErrorCode.USAGE, file + " exists already; name another file", e);
    } catch (IOException e) {
      throw new AzudException(ErrorCode.USAGE, file + " cannot be written: " + e.getMessage(), e);
    }
    System.out.println("Wrote " + file + ".");
    System.out.println(
        "Next: edit it, then azud validate "
            + file
            + ", and azud plan "
            + file
            + " --environment ENVIRONMENT.");
    return 0;
  }
}
