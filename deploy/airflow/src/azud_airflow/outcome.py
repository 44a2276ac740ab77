# SPDX-License-Identifier: Apache-2.0
"""What became of an Azud task, and what Airflow makes of it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from azud_airflow.compat import AirflowException, AirflowFailException, AirflowSkipException

API_VERSION = "azud/v1"
DONE = 0
SKIP = 99
TRY_AGAIN = 75

_ERROR = re.compile(r"error\[([A-Z_]+)\]: (.*)")
_SAME_VERSION = "install the azud-airflow and the Azud of one release"
_USAGE = 2
_UNREACHABLE = 4
_OUT_OF_MEMORY = 3
_SIGNALS = 128
_RETRYABLE_STATUS = frozenset({TRY_AGAIN})


@dataclass(frozen=True)
class Outcome:
    """
    What became of one task.

    :param code: OK, or the error code; docs/reference/errors.md lists them
    :param retryable: whether the same act can succeed later without anybody changing anything
    """

    task: str
    status: str
    code: str
    message: str
    exit_status: int
    retryable: bool
    pipeline: str = ""
    seconds: float = 0.0
    details: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def as_json(self) -> str:
        return json.dumps(self.as_dict(), ensure_ascii=False, default=str)

    def settle(self) -> dict[str, Any]:
        """
        The value of the task, when it is done.

        :raises AirflowSkipException: there was nothing to do
        :raises TaskFailed: nothing but a person's act can help
        :raises TaskWillRetry: Airflow may try again
        """
        if self.exit_status == DONE:
            return self.as_dict()
        if self.exit_status == SKIP:
            raise AirflowSkipException(self.message)
        raise TaskWillRetry(self) if self.retryable else TaskFailed(self)


class TaskFailed(AirflowFailException):
    """The task failed, and trying again without a change cannot help."""

    def __init__(self, outcome: Outcome):
        super().__init__(_sentence(outcome))
        self.outcome = outcome


class TaskWillRetry(AirflowException):
    """The task failed for now; Airflow tries again while tries are left."""

    def __init__(self, outcome: Outcome):
        super().__init__(_sentence(outcome))
        self.outcome = outcome


def read_outcome(task: str, exit_status: int, out: str, last_lines: Sequence[str]) -> Outcome:
    """The outcome from what the command printed, and from its exit status when it printed none."""
    printed = _printed(out)
    if printed is not None and printed.get("apiVersion", API_VERSION) != API_VERSION:
        message = f"azud speaks {printed['apiVersion']}, this package {API_VERSION}; {_SAME_VERSION}"
        return Outcome(task, "failed", "VERSION_MISMATCH", message, exit_status or _USAGE, retryable=False)
    if printed is not None:
        code = str(printed.get("code", ""))
        return Outcome(
            task=task,
            status=str(printed.get("status", "")),
            code=code,
            message=str(printed.get("message", "")),
            exit_status=exit_status,
            retryable=bool(printed.get("retryable", exit_status in _RETRYABLE_STATUS)),
            pipeline=str(printed.get("pipeline", "")),
            seconds=float(printed.get("seconds", 0)),
            details=dict(printed.get("details") or {}),
        )
    code, message = _error(exit_status, last_lines)
    if exit_status == _USAGE:
        message += f"\nIs this azud older or newer than this package? If so, {_SAME_VERSION}"
    ended_from_outside = exit_status > _SIGNALS or (exit_status == _OUT_OF_MEMORY and code == "NO_OUTCOME")
    return Outcome(
        task=task,
        status="skipped" if exit_status == SKIP else "failed",
        code=code,
        message=message,
        exit_status=exit_status,
        retryable=exit_status in _RETRYABLE_STATUS or ended_from_outside or _may_pass(exit_status, code),
    )


def _may_pass(exit_status: int, code: str) -> bool:
    """Something outside does not answer; what answers and refuses, or is not there, needs a person."""
    return exit_status == _UNREACHABLE and not code.endswith(("_REFUSED", "_MISSING", "_UNREADABLE"))


def _printed(out: str) -> dict[str, Any] | None:
    try:
        document = json.loads(out)
    except ValueError:
        return None
    return document if isinstance(document, dict) and "code" in document else None


def _error(exit_status: int, last_lines: Sequence[str]) -> tuple[str, str]:
    for index, line in enumerate(last_lines):
        if match := _ERROR.match(line):
            return match.group(1), "\n".join([match.group(2), *last_lines[index + 1 :]])
    if exit_status > _SIGNALS:
        return "ENDED_BY_SIGNAL", f"azud was ended by signal {exit_status - _SIGNALS} before it had an outcome"
    if exit_status == _OUT_OF_MEMORY:
        return "NO_OUTCOME", "Java ended without an outcome, out of memory perhaps; AZUD_HEAP gives it more, for example 2g"
    last = "; its last line: " + last_lines[-1] if last_lines else ""
    return "NO_OUTCOME", f"azud ended with status {exit_status} and without an outcome{last}"


def _sentence(outcome: Outcome) -> str:
    return f"{outcome.task}: {outcome.code}: {outcome.message}"
