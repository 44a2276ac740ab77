// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code azud}, where Java is not what it should be. */
class LauncherTest {
  private static final Path SCRIPT = Path.of("src", "main", "dist", "bin", "azud").toAbsolutePath();

  @TempDir Path directory;
  private Path programs;

  @BeforeEach
  void giveOnlyThePrograms() throws IOException {
    programs = Files.createDirectories(directory.resolve("jdk/bin"));
    for (String program : new String[] {"bash", "env", "dirname", "readlink"}) {
      Files.createSymbolicLink(programs.resolve(program), Path.of("/usr/bin", program));
    }
  }

  @Test
  void saysThatThereIsNone() throws Exception {
    assertRefused("needs Java 17 or newer, and none was found; install a JDK or set JAVA_HOME");
  }

  @Test
  void saysThatItIsTooOldAsItSaysItself() throws Exception {
    java("echo 'openjdk version \"11.0.2\"' >&2");

    assertRefused("needs Java 17 or newer, this is Java 11 (java)");
  }

  @Test
  void saysThatItIsTooOldAsItsReleaseSays() throws Exception {
    java("exit 1");
    Files.writeString(
        directory.resolve("jdk/release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"1.8.0_302\"\n");

    assertRefused("needs Java 17 or newer, this is Java 8 (java)");
  }

  @Test
  void saysThatItsVersionCannotBeRead() throws Exception {
    java("echo hello");

    assertRefused("'java -version' does not tell its version");
  }

  private void java(String does) throws IOException {
    Path java = Files.writeString(programs.resolve("java"), "#!/usr/bin/env bash\n" + does + "\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  private void assertRefused(String message) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "--version");
    builder.environment().clear();
    builder.environment().put("PATH", programs.toString());
    Process process = builder.start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(said).startsWith("error[RUNTIME_UNSUPPORTED]: ").contains(message).hasLineCount(1);
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
  }
}
