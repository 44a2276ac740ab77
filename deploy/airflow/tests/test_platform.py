# SPDX-License-Identifier: Apache-2.0
"""The DAGs run against the real thing: Kafka, Spark, Iceberg on S3 and PostgreSQL, embedded."""

from __future__ import annotations

import json
import subprocess
import sys

import dags
import pytest
from conftest import EXAMPLES, ROOT

from azud_airflow.operators import OUTCOME_KEY

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

    def once(dag_id: str, **arguments):
        result = dags.read(dags_folder).dags[dag_id].test(**arguments)
        instances = result.get_task_instances()
        states = {each.task_id: str(each.state.value) for each in instances}
        outcomes = {each.task_id: each.xcom_pull(task_ids=each.task_id, key=OUTCOME_KEY) for each in instances}
        return states, outcomes

    return once


def test_the_six_tasks_bring_the_flights_into_both_stores(run, flights, verified):
    states, outcomes = run("flights")
    assert set(states.values()) == {"success"}, states
    loaded = outcomes["cargar_datos_task"]["details"]
    assert loaded["read"] == flights
    assert verified("flights") == {"lake": loaded["accepted"], "postgres": loaded["accepted"]}

    states, _ = run("flights")
    assert states.pop("transformar_datos_task") == states.pop("cargar_datos_task") == "skipped"
    assert set(states.values()) == {"success"}
