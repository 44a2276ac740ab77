# SPDX-License-Identifier: Apache-2.0
"""A command that ends with the task that started it, whatever happens to the task."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

MAX_OUTPUT = 4_000_000
LAST_LINES = 50
GRACE_SECONDS = 10
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Ended:
    """
    How a command ended.

    :param status: the exit status; 128 + n when signal n ended it
    :param out: what it wrote to stdout
    :param last_lines: the end of what it wrote to stderr
    """

    status: int
    out: str
    last_lines: list[str]


def run(command: Sequence[str], variables: Mapping[str, str], log: Callable[[str], None]) -> Ended:
    """
    Runs the command to its end. Its stderr goes line by line to the log, as it comes.

    When this call is left early, by a signal, a timeout or any other exception, the command and all that it started are
    ended; and on Linux the kernel ends the command when this process is killed.

    :raises FileNotFoundError: when there is no such command
    """
    process = subprocess.Popen(
        command,
        env=dict(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
        preexec_fn=_die_with_parent(),
    )
    out: list[str] = []
    last_lines: deque[str] = deque(maxlen=LAST_LINES)
    readers = [
        threading.Thread(target=_keep, args=(process.stdout, out), daemon=True),
        threading.Thread(target=_follow, args=(process.stderr, last_lines, log), daemon=True),
    ]
    try:
        for reader in readers:
            reader.start()
        status = process.wait()
        for reader in readers:
            reader.join(GRACE_SECONDS)
        return Ended(status if status >= 0 else 128 - status, "".join(out), list(last_lines))
    finally:
        _end(process)


def _keep(stream: IO[str], out: list[str]) -> None:
    kept = 0
    while block := stream.read(65536):
        if kept < MAX_OUTPUT:
            out.append(block)
            kept += len(block)


def _follow(stream: IO[str], last_lines: deque[str], log: Callable[[str], None]) -> None:
    for line in stream:
        last_lines.append(line.rstrip("\n"))
        log(line.rstrip("\n"))


def _end(process: subprocess.Popen[str]) -> None:
    """The command leads a process group of its own; the group may outlive it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _die_with_parent() -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask_kernel() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(128 + signal.SIGTERM)

    return ask_kernel
