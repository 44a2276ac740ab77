# SPDX-License-Identifier: Apache-2.0
"""``azud_monitoring``: every five minutes a look at every pipeline; what is safe to mend is mended, the rest is an incident."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import DAG, get_current_context, task

from azud_airflow import health, incidents
from azud_airflow.compat import AirflowException, AirflowSkipException, get_parsing_context
from azud_airflow.health import Remedy
from azud_airflow.loader import find_pipelines
from azud_airflow.metrics import Metrics
from azud_airflow.operators import azud_command, azud_environment

MONITORING = "azud_monitoring"
TIMEOUT_SECONDS = 240
# What is compacted by then stays; the next look goes on.
MAINTENANCE_SECONDS = 780

# What a run that is on its way, or a person who was told, already takes care of.
_MENDED_BY_AZUD = {Remedy.APPLY.value: ["apply"], Remedy.MAINTAIN.value: ["maintain"]}


def load_monitoring(
    namespace: dict[str, Any],
    path: str | os.PathLike[str],
    *,
    environment: str | os.PathLike[str] | None = None,
    connections: Mapping[str, str] | None = None,
    command: str | None = None,
    schedule: str | None = "*/5 * * * *",
) -> DAG | None:
    """
    Builds the monitoring DAG for the pipelines that ``load_pipelines`` finds at the same path; nothing when Airflow asks for
    another DAG.

    :param namespace: ``globals()`` of the DAG file
    :param path: see ``load_pipelines``; as are the other parameters
    """
    if get_parsing_context().dag_id not in (None, MONITORING):
        return None
    place = {
        "environment": os.fspath(environment) if environment is not None else None,
        "connections": dict(connections or {}),
        "command": command,
    }
    watched = [{"name": each.name, "file": os.fspath(each.file), **place} for each in find_pipelines(namespace, path)]
    dag = _monitoring(watched, schedule)
    namespace[f"azud:{MONITORING}"] = dag
    return dag


def _monitoring(watched: list[dict[str, Any]], schedule: str | None) -> DAG:
    with DAG(
        dag_id=MONITORING,
        description="Looks at every pipeline: lag, freshness, dead letters, books, partitions, files, tasks, disk",
        schedule=schedule,
        start_date=datetime(2025, 1, 1, tzinfo=timezone.utc),
        catchup=False,
        max_active_runs=1,
        dagrun_timeout=timedelta(minutes=20),
        default_args={"owner": "azud", "retries": 1, "retry_delay": timedelta(seconds=20)},
        tags=["azud"],
    ) as dag:
        seen = look.expand(pipeline=watched)
        mended = mend.expand(seen=seen)
        missed: Any = runs_to_start(mended)  # type: ignore[arg-type]
        TriggerDagRunOperator.partial(task_id="start_missed_run", skip_when_already_exists=True).expand_kwargs(missed)
    return dag


@task(
    execution_timeout=timedelta(minutes=5),
    max_active_tis_per_dagrun=4,
    map_index_template="{{ task.op_kwargs['pipeline']['name'] }}",
)
def look(pipeline: dict[str, Any]) -> dict[str, Any]:
    """What is measured of a pipeline, and what of it is not as it should be."""
    ended = _azud(pipeline, "metrics", pipeline["file"])
    if ended.returncode != 0:
        finding = health.Finding("look", "LOOK_FAILED", ended.stderr.strip()[-500:] or "azud metrics failed", Remedy.NONE)
        return {"pipeline": pipeline, "measured": {}, "findings": [finding.as_dict()]}
    now = time.time()
    metrics = Metrics.parse(ended.stdout)
    findings = [finding.as_dict() for finding in health.judge(metrics, now)]
    for each in findings:
        print(f"{each['code']}: {each['message']} ({each['remedy']})")
    return {"pipeline": pipeline, "measured": health.measured(metrics, now), "findings": findings}


@task(execution_timeout=timedelta(minutes=15), retries=0)
def mend(seen: dict[str, Any]) -> dict[str, Any]:
    """Applies the safe remedies; opens an incident for what has none, and for what a remedy did not help."""
    pipeline, findings = seen["pipeline"], seen["findings"]
    if not findings:
        raise AirflowSkipException(f"all is well with {pipeline['name']}")
    applied: dict[str, bool] = {}
    for remedy in sorted({finding["remedy"] for finding in findings} & _MENDED_BY_AZUD.keys()):
        ended = _azud(pipeline, *_MENDED_BY_AZUD[remedy], pipeline["file"])
        applied[remedy] = ended.returncode == 0
        print(f"{remedy}: {'done' if applied[remedy] else ended.stderr.strip()}")
    left = [finding for finding in findings if finding["remedy"] != Remedy.START_RUN.value and not applied.get(finding["remedy"])]
    opened = [finding["code"] for finding in left if incidents.open_one(_report(pipeline, finding, seen["measured"]))]
    if left and not opened:
        raise AirflowException(
            "incidents could not be opened: " + "; ".join(f"{each['code']}: {each['message']}" for each in left)
        )
    start = any(finding["remedy"] == Remedy.START_RUN.value for finding in findings)
    return {"pipeline": pipeline["name"], "applied": applied, "incidents": opened, "start_run": start}


@task(trigger_rule="none_failed")
def runs_to_start(mended: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One run for each pipeline that is behind; a run that is on its way already is not joined by another."""
    behind = [each["pipeline"] for each in mended or [] if each and each["start_run"]]
    under_way = get_current_context()["ti"].get_dr_count
    run_id = f"{MONITORING}__{int(time.time())}"
    return [
        {"trigger_dag_id": name, "trigger_run_id": run_id}
        for name in behind
        if under_way(dag_id=name, states=["running", "queued"]) == 0
    ]


def _azud(pipeline: Mapping[str, Any], *arguments: str) -> subprocess.CompletedProcess[str]:
    with azud_environment(pipeline["environment"], pipeline["connections"], pipeline["file"]) as (environment, variables):
        return subprocess.run(
            [azud_command(pipeline["command"]), *arguments, "--environment", environment],
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=MAINTENANCE_SECONDS if arguments[0] == "maintain" else TIMEOUT_SECONDS,
            check=False,
        )


def _report(pipeline: Mapping[str, Any], finding: Mapping[str, Any], measured: Mapping[str, Any]) -> incidents.Report:
    return incidents.Report(
        pipeline=pipeline["file"],
        environment=pipeline["environment"],
        connections=pipeline["connections"],
        command=pipeline["command"],
        task="",
        code=finding["code"],
        message=finding["message"],
        evidence={"check": finding["check"], "measured": dict(measured)},
    )
