// SPDX-License-Identifier: Apache-2.0
package io.azud.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks what the machine's tar has packed. */
class TarFileTest {
  @TempDir Path work;

  private Path packed;
  private Path unpacked;

  @BeforeEach
  void directories() throws IOException {
    packed = Files.createDirectory(work.resolve("packed"));
    unpacked = work.resolve("unpacked");
  }

  @Test
  void unpacksFilesOfAnyLength() throws Exception {
    for (int length : new int[] {0, 1, 511, 512, 513, 100_000}) {
      Files.write(packed.resolve("f" + length), bytes(length));
    }

    unpack(tar("--format=ustar", "."));

    for (int length : new int[] {0, 1, 511, 512, 513, 100_000}) {
      assertThat(unpacked.resolve("f" + length)).hasBinaryContent(bytes(length));
    }
  }

  @Test
  void keepsLinksAndTheRightToExecute() throws Exception {
    Path program = Files.writeString(packed.resolve("program"), "#!/bin/sh\n");
    program.toFile().setExecutable(true);
    Files.createSymbolicLink(packed.resolve("link"), Path.of("program"));

    unpack(tar("--format=ustar", "program", "link"));

    assertThat(unpacked.resolve("program")).isExecutable();
    assertThat(Files.readSymbolicLink(unpacked.resolve("link"))).isEqualTo(Path.of("program"));
    assertThat(Files.getPosixFilePermissions(unpacked.resolve("program"))).hasSize(3);
  }

  @Test
  void readsLongNames() throws Exception {
    String longName = "n".repeat(90) + "/" + "m".repeat(150);
    Files.createDirectory(packed.resolve("n".repeat(90)));
    Files.writeString(packed.resolve(longName), "deep");

    unpack(tar("--format=gnu", "."));
    assertThat(unpacked.resolve(longName)).hasContent("deep");
  }

  @Test
  void leavesOutWhatIsNotWanted() throws Exception {
    Files.write(packed.resolve("big.a"), bytes(5000));
    Files.writeString(packed.resolve("wanted"), "yes");

    new TarFile(new ByteArrayInputStream(tar("--format=ustar", "big.a", "wanted")))
        .unpack(unpacked, name -> !name.endsWith(".a"));

    assertThat(unpacked.resolve("wanted")).hasContent("yes");
    assertThat(unpacked.resolve("big.a")).doesNotExist();
  }

  @Test
  void refusesAnEntryOutside() throws Exception {
    Files.writeString(packed.resolve("evil"), "evil");
    byte[] archive = tar("--format=ustar", "--transform=s,^,../,", "-P", "evil");

    assertThatThrownBy(() -> unpack(archive))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("outside");
    assertThat(work.resolve("evil")).doesNotExist();
  }

  @Test
  void refusesAnArchiveThatIsCutOff() throws Exception {
    Files.write(packed.resolve("file"), bytes(5000));
    byte[] archive = tar("--format=ustar", "file");

    assertThatThrownBy(() -> unpack(Arrays.copyOf(archive, 2000))).isInstanceOf(EOFException.class);
  }

  private void unpack(byte[] archive) throws IOException {
    new TarFile(new ByteArrayInputStream(archive)).unpack(unpacked, name -> true);
  }

  private byte[] tar(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 4];
    System.arraycopy(new String[] {"tar", "-cf", "-", "-C"}, 0, command, 0, 4);
    command = Arrays.copyOf(command, command.length + 1);
    command[4] = packed.toString();
    System.arraycopy(arguments, 0, command, 5, arguments.length);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    byte[] archive = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return archive;
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }
}
