// SPDX-License-Identifier: Apache-2.0
package io.azud.cli;

import picocli.CommandLine.Command;

/** {@code azud deadletters}: what was rejected, and why. */
@Command(
    name = "deadletters",
    description =
        "Look at the records that were rejected: their original bytes, where they stood, and why.",
    subcommands = {DeadLettersList.class, DeadLettersShow.class})
final class DeadLettersCommand {}
