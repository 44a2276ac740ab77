# SPDX-License-Identifier: Apache-2.0
"""What happens when a task fails or a run is late: Azud opens an incident. Importable by workers and by the triggerer."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from datetime import timedelta
from typing import Any

from azud_airflow import compat, incidents

log = logging.getLogger(__name__)


def open_incident(context: Any) -> None:
    """
    A failure callback: opens an incident with the outcome and the place of the log. Never fails itself; when no incident can
    be opened the log says why, and the outcome is there anyway.
    """
    task = context.get("task")
    ti = context.get("ti") or context.get("task_instance")
    outcome = getattr(context.get("exception"), "outcome", None)
    report = incidents.Report(
        pipeline=str(getattr(task, "pipeline", "")),
        environment=getattr(task, "environment", None),
        connections=dict(getattr(task, "connections", {}) or {}),
        command=getattr(task, "command", None),
        task=str(getattr(task, "task", getattr(ti, "task_id", ""))),
        code=outcome.code if outcome else "TASK_FAILED",
        message=outcome.message if outcome else str(context.get("exception") or "the task was ended from outside"),
        evidence={
            "dag_id": str(getattr(ti, "dag_id", "")),
            "run_id": str(getattr(ti, "run_id", "")),
            "task_id": str(getattr(ti, "task_id", "")),
            "try_number": getattr(ti, "try_number", None),
            "log_url": str(getattr(ti, "log_url", "")),
            "outcome": outcome.as_dict() if outcome else None,
        },
    )
    log.error("outcome: %s", json.dumps(report.evidence, ensure_ascii=False, default=str))
    incidents.open_one(report)


async def deadline_missed(pipeline: str, environment: str | None, within_seconds: float, **kwargs: Any) -> None:
    """A deadline's callback, run by the triggerer."""
    run = (kwargs.get("context") or {}).get("dag_run") or {}
    run_id = run.get("dag_run_id") or run.get("run_id") if isinstance(run, dict) else getattr(run, "run_id", "")
    report = incidents.Report(
        pipeline=pipeline,
        environment=environment,
        connections={},
        command=None,
        task="cargar_datos_task",
        code="DEADLINE_MISSED",
        message=f"the run did not end within {within_seconds:.0f} s, the pipeline's freshness objective",
        evidence={"run_id": str(run_id)},
    )
    await asyncio.to_thread(incidents.open_one, report)


def finish_within(
    freshness: timedelta, pipeline: str | os.PathLike[str], environment: str | os.PathLike[str] | None = None
) -> dict[str, Any]:
    """
    The arguments of a DAG whose runs must end within the freshness objective after they were queued. Airflow 3.0 has no
    deadlines: there it is nothing.
    """
    if not compat.HAS_DEADLINES:
        return {}
    kwargs = {
        "pipeline": os.fspath(pipeline),
        "environment": os.fspath(environment) if environment is not None else None,
        "within_seconds": freshness.total_seconds(),
    }
    return {
        "deadline": compat.DeadlineAlert(
            reference=compat.DeadlineReference.DAGRUN_QUEUED_AT,
            interval=freshness,
            callback=compat.AsyncCallback(deadline_missed, kwargs=kwargs),
        )
    }
