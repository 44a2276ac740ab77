// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import picocli.CommandLine.Command;

/** {@code azud deadletters}: what was rejected, and why. */
@Command(
    name = "deadletters",
    description =
        "Look at the records that were rejected: their original bytes, where they stood, and why; and bring them back.",
    subcommands = {DeadLettersList.class, DeadLettersShow.class, DeadLettersRedrive.class})
final class DeadLettersCommand {}
