# SPDX-License-Identifier: Apache-2.0
"""Opens incidents in Azud's ledger with ``azud incident open``. What goes wrong here is logged and never raised."""

from __future__ import annotations

import json
import logging
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from azud_airflow.operators import azud_command, azud_environment

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 120


@dataclass(frozen=True)
class Report:
    """
    Something is wrong with a pipeline.

    :param code: an error code, or a word like it
    :param evidence: what a person will want to see; no secrets
    """

    pipeline: str
    environment: str | None
    connections: Mapping[str, str]
    command: str | None
    task: str
    code: str
    message: str
    evidence: Mapping[str, Any] = field(default_factory=dict)


def open_one(report: Report) -> bool:
    """Whether an incident is open now."""
    try:
        with azud_environment(report.environment, report.connections, report.pipeline) as (environment, variables):
            command = [azud_command(report.command), *_arguments(report, environment)]
            ended = subprocess.run(
                command,
                env=variables,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=TIMEOUT_SECONDS,
                check=False,
            )
    except Exception as e:
        log.error("no incident could be opened: %s", e)
        return False
    if ended.returncode == 0:
        log.info("incident: %s", " ".join(ended.stdout.split()))
        return True
    log.error("no incident could be opened: %s", ended.stderr.strip())
    return False


def _arguments(report: Report, environment: str) -> list[str]:
    facts = [
        argument
        for name, value in report.evidence.items()
        if value not in (None, "")
        for argument in ("--fact", f"{name}={_text(value)}")
    ]
    return [
        *("incident", "open", "--pipeline", report.pipeline, "--environment", environment),
        *("--task", report.task, "--code", report.code, "--message", report.message, "-o", "json"),
        *facts,
    ]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
