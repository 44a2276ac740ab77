# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from azud_airflow import process


class Interrupted(Exception):
    pass


def is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


def wait_for_end(pid: int) -> None:
    deadline = threading.Event()
    for _ in range(600):
        if not is_alive(pid):
            return
        deadline.wait(0.05)
    pytest.fail(f"process {pid} is still alive")


def test_gives_status_and_output_and_follows_the_log():
    lines: list[str] = []
    ended = process.run(["bash", "-c", "echo out; echo one >&2; echo two >&2; exit 75"], os.environ, lines.append)
    assert (ended.status, ended.out, ended.last_lines) == (75, "out\n", ["one", "two"])
    assert lines == ["one", "two"]


def test_tells_the_signal_that_ended_the_command():
    assert process.run(["bash", "-c", "kill -9 $$"], os.environ, print).status == 137


def test_ends_the_command_and_its_children_when_left_early(tmp_path):
    """As by Airflow's execution timeout, which raises in the middle of the wait."""
    pids = tmp_path / "pids"
    script = f"sleep 600 & echo $! $$ > {pids}.new; mv {pids}.new {pids}; echo ready >&2; wait"

    def interrupt(signum, frame):
        raise Interrupted

    previous = signal.signal(signal.SIGUSR1, interrupt)
    try:
        with pytest.raises(Interrupted):
            process.run(["bash", "-c", script], os.environ, lambda line: os.kill(os.getpid(), signal.SIGUSR1))
    finally:
        signal.signal(signal.SIGUSR1, previous)
    for pid in pids.read_text(encoding="utf-8").split():
        wait_for_end(int(pid))


def test_a_command_that_ignores_sigterm_is_killed(monkeypatch):
    monkeypatch.setattr(process, "GRACE_SECONDS", 0.2)

    def stop(line):
        os.kill(os.getpid(), signal.SIGUSR1)

    def interrupt(signum, frame):
        raise Interrupted

    previous = signal.signal(signal.SIGUSR1, interrupt)
    try:
        with pytest.raises(Interrupted):
            process.run(["bash", "-c", "trap '' TERM; echo ready >&2; while true; do sleep 1; done"], os.environ, stop)
    finally:
        signal.signal(signal.SIGUSR1, previous)


def test_the_command_ends_when_the_worker_is_killed():
    worker = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os; from azud_airflow import process; "
            "process.run(['bash', '-c', 'echo $$ >&2; exec sleep 600'], os.environ, lambda line: print(line, flush=True))",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    pid = int(worker.stdout.readline())
    assert is_alive(pid)
    worker.kill()
    worker.wait()
    wait_for_end(pid)
