# SPDX-License-Identifier: Apache-2.0
"""The DAGs run against the real thing: Kafka, Spark, Iceberg on S3 and PostgreSQL, embedded."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from datetime import datetime, timezone
from types import SimpleNamespace

import dags
import pytest
from conftest import EXAMPLES, ROOT

from azud_airflow import AzudOperator, open_incident
from azud_airflow.callbacks import deadline_missed
from azud_airflow.operators import OUTCOME_KEY
from azud_airflow.outcome import Outcome, TaskFailed, TaskWillRetry

FLIGHTS = 5000


@pytest.fixture(scope="module")
def verified(azud, platform):
    def rows(example: str) -> dict[str, int]:
        pipeline = EXAMPLES / example / "pipeline.yaml"
        ended = subprocess.run(
            [azud, "verify", pipeline, "-e", platform, "-o", "json"], capture_output=True, text=True, check=True, timeout=300
        )
        books = json.loads(ended.stdout)
        assert books["balanced"]
        return {sink: sum(each["rows"] for each in partitions) for sink, partitions in books["sinks"].items()}

    return rows


@pytest.fixture(scope="module")
def flights(azud, platform):
    """The topic, with the first flights of 2013 on it. Gives how many."""
    pipeline = EXAMPLES / "flights" / "pipeline.yaml"
    subprocess.run([azud, "apply", pipeline, "-e", platform], check=True, capture_output=True, timeout=300)
    publish = ROOT / "deploy" / "airflow" / "publish_flights.py"
    endpoints = platform.with_name("endpoints.json")
    command = [sys.executable, publish, endpoints, EXAMPLES / "flights", "flights.raw", str(FLIGHTS)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return FLIGHTS


@pytest.fixture
def run(azud, platform, airflow_database, dags_folder, monkeypatch):
    """Runs a DAG once; gives the states and the outcomes of its tasks."""
    monkeypatch.setenv("AZUD_COMMAND", str(azud))
    text = f"""from airflow.sdk import DAG
from azud_airflow import load_monitoring, load_pipelines

load_pipelines(globals(), "{EXAMPLES}", environment="{platform}")
load_monitoring(globals(), "{EXAMPLES}", environment="{platform}")
"""
    (dags_folder / "azud.py").write_text(text, encoding="utf-8")

    def last(dag_id: str, **arguments):
        return dags.read(dags_folder).dags[dag_id].test(**arguments)

    def once(dag_id: str, **arguments):
        result = last(dag_id, **arguments)
        instances = result.get_task_instances()
        states = {each.task_id: state(each) for each in instances}
        outcomes = {each.task_id: each.xcom_pull(task_ids=each.task_id, key=OUTCOME_KEY) for each in instances}
        return states, outcomes

    once.last = last
    return once


def state(instance):
    """As text, whether Airflow gives an enumeration or text."""
    return str(getattr(instance.state, "value", instance.state))


@pytest.fixture
def closed_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def test_the_six_tasks_bring_the_flights_into_both_stores(run, flights, verified):
    states, outcomes = run("flights")
    assert set(states.values()) == {"success"}, states
    loaded = outcomes["cargar_datos_task"]["details"]
    assert loaded["read"] == flights
    assert verified("flights") == {"lake": loaded["accepted"], "postgres": loaded["accepted"]}


def test_monitoring_looks_at_every_pipeline_and_keeps_the_numbers(run, flights, verified):
    """The flights were loaded by the test before; the other examples have no objectives."""
    result = run.last("azud_monitoring")
    looks = {each.map_index: each for each in result.get_task_instances() if each.task_id == "look"}
    assert {state(each) for each in looks.values()} == {"success"}
    seen = [each.xcom_pull(task_ids="look", map_indexes=index) for index, each in looks.items()]
    by_name = {each["pipeline"]["name"]: each for each in seen}
    assert set(by_name) == {"airports", "flights", "planes", "weather"}
    measured = by_name["flights"]["measured"]
    assert measured["lag_records"] == 0
    assert measured["unbalanced_partitions"] == 0
    assert measured["partitions_ahead"] == 3
    assert 0 < measured["dead_letter_ratio"] < 0.05
    assert measured["last_load_timestamp_seconds"] > 0
    assert by_name["flights"]["findings"] == []


def test_a_backfill_loads_files_once(run, verified):
    """Each run loads what is not loaded yet: the first takes all, those of later dates find nothing to do."""
    states, _ = run("airports", logical_date=datetime(2026, 1, 1, tzinfo=timezone.utc))
    assert set(states.values()) == {"success"}
    states, _ = run("airports", logical_date=datetime(2026, 1, 2, tzinfo=timezone.utc))
    assert states["cargar_datos_task"] == "skipped"
    assert verified("airports") == {"lake": 1458, "postgres": 1458}


def test_an_unreachable_platform_is_tried_again_and_says_so(azud, platform, closed_port, tmp_path):
    environment = tmp_path / "environment.yaml"
    text = platform.read_text(encoding="utf-8")
    servers = json.loads(platform.with_name("endpoints.json").read_text(encoding="utf-8"))["kafka"]["bootstrapServers"]
    environment.write_text(text.replace(servers, f"127.0.0.1:{closed_port}"), encoding="utf-8")
    environment.chmod(0o600)
    task = AzudOperator(
        task_id="conexion_kafka_task", pipeline=EXAMPLES / "flights" / "pipeline.yaml", environment=environment, command=str(azud)
    )
    with pytest.raises(TaskWillRetry, match="KAFKA_UNREACHABLE"):
        task.execute({"ti": SimpleNamespace(xcom_push=lambda **kwargs: None)})


def test_a_task_that_fails_under_airflow_is_an_incident_in_azud(azud, platform, tmp_path, monkeypatch):
    """What the callbacks say is understood by the real command, and counted when it is said twice."""
    monkeypatch.setenv("AZUD_COMMAND", str(azud))
    pipeline = tmp_path / "pipeline.yaml"
    text = (EXAMPLES / "airports" / "pipeline.yaml").read_text(encoding="utf-8")
    pipeline.write_text(text.replace("name: airports\n", "name: incidental\n"), encoding="utf-8")
    operator = AzudOperator(task_id="cargar_datos_task", pipeline=pipeline, environment=platform)
    ti = SimpleNamespace(dag_id="incidental", run_id="r", task_id="cargar_datos_task", try_number=2, log_url="http://airflow/log")
    outcome = Outcome("cargar_datos_task", "failed", "FENCED", "a newer instance has taken over", 6, False)
    for error in (TaskFailed(outcome), TaskFailed(outcome), None):
        open_incident({"task": operator, "ti": ti, "exception": error})
    asyncio.run(deadline_missed(str(pipeline), str(platform), 60.0, context={"dag_run": {"dag_run_id": "r"}}))

    command = [azud, "incident", "list", "-e", platform, "-p", "incidental", "-o", "json"]
    listed = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout)
    seen = {each["code"]: each["seen"] for each in listed["incidents"]}
    assert seen == {"FENCED": 2, "TASK_FAILED": 1, "DEADLINE_MISSED": 1}
