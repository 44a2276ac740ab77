# SPDX-License-Identifier: Apache-2.0
"""The real scheduler with LocalExecutor, and what may be killed of it."""

from __future__ import annotations

import configparser
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT
from observers import Observers, panels

sys.path.insert(0, str(ROOT / "deploy" / "airflow"))

from local_airflow import LocalAirflow

FLIGHTS = 3000
PIPELINE = "flights_under_airflow"

IMPATIENT = {
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "30",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_SEC": "5",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "10",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "20",
}

FAILS = """from airflow.sdk import dag, task

@dag
def fails():
    @task
    def fail():
        raise ValueError("as it should")

    fail()

fails()
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    return tmp_path_factory.mktemp("scheduler")


@pytest.fixture(scope="module")
def pipeline(directory, azud, platform):
    """The flights under a name, a topic and tables of their own, with records waiting."""
    file = directory / "pipelines" / "pipeline.yaml"
    file.parent.mkdir()
    text = (EXAMPLES / "flights" / "pipeline.yaml").read_text(encoding="utf-8")
    for old, new in [
        ("name: flights\n", f"name: {PIPELINE}\n"),
        ("flights.raw", "flights.under.airflow"),
        ("table: flights\n", f"table: {PIPELINE}\n"),
        ("public.flights", f"public.{PIPELINE}"),
    ]:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    subprocess.run([azud, "apply", file, "-e", platform], check=True, capture_output=True, timeout=300)
    publish = ROOT / "deploy" / "airflow" / "publish_flights.py"
    endpoints = platform.with_name("endpoints.json")
    command = [sys.executable, publish, endpoints, EXAMPLES / "flights", "flights.under.airflow", str(FLIGHTS)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return file


@pytest.fixture(scope="module")
def observers(directory):
    running = Observers(directory / "observers")
    yield running
    running.stop()


def metrics_settings(port: int) -> dict[str, str]:
    """What the shipped fragment of airflow.cfg says, with the exporter's port."""
    fragment = configparser.ConfigParser()
    fragment.read(ROOT / "deploy" / "airflow" / "airflow.cfg", encoding="utf-8")
    settings = {**fragment["metrics"], "statsd_port": str(port)}
    return {f"AIRFLOW__METRICS__{name.upper()}": value for name, value in settings.items()}


@pytest.fixture(scope="module")
def airflow(directory, azud, platform, pipeline, observers):
    folder = directory / "dags"
    folder.mkdir()
    text = f"""from datetime import timedelta

from airflow.sdk import DAG
from azud_airflow import load_pipelines

load_pipelines(
    globals(), "../pipelines", environment="{platform}", default_args={{"retry_delay": timedelta(seconds=1)}}
)
"""
    (folder / "azud.py").write_text(text, encoding="utf-8")
    (folder / "fails.py").write_text(FAILS, encoding="utf-8")
    variables = {"AZUD_COMMAND": str(azud), **IMPATIENT, **metrics_settings(observers.statsd_port)}
    running = LocalAirflow(Path(sys.executable), directory / "airflow", folder, variables)
    try:
        running.start()
        running.await_dag(PIPELINE)
        yield running
    finally:
        running.stop()


def azud_process(task: str, pipeline: Path) -> tuple[int, int] | None:
    """The azud process of a task of this pipeline, and no other's; and the Airflow process that started it."""
    for directory in Path("/proc").iterdir():
        if not directory.name.isdigit():
            continue
        try:
            arguments = (directory / "cmdline").read_bytes().split(b"\0")
            stat = (directory / "stat").read_text(encoding="utf-8")
        except (FileNotFoundError, ProcessLookupError):
            continue
        places = {os.path.realpath(each) for each in arguments if each.endswith(b".yaml")}
        if {task.encode(), b"io.azud.cli.Main"} <= set(arguments) and os.path.realpath(bytes(pipeline)) in places:
            return int(directory.name), int(stat.rpartition(")")[2].split()[1])
    return None


def await_process(task: str, pipeline: Path, after: int = 0) -> tuple[int, int]:
    until = time.monotonic() + 600
    while time.monotonic() < until:
        found = azud_process(task, pipeline)
        if found is not None and found[0] != after:
            return found
        time.sleep(0.1)
    pytest.fail(f"{task} was not started")


def books(azud, platform, pipeline) -> dict[str, int]:
    ended = subprocess.run(
        [azud, "verify", pipeline, "-e", platform, "-o", "json"], capture_output=True, text=True, check=False, timeout=300
    )
    printed = json.loads(ended.stdout)
    assert printed["balanced"], printed
    return {sink: sum(each["read"] for each in partitions) for sink, partitions in printed["sinks"].items()}


def tries(airflow: LocalAirflow, run_id: str) -> dict[str, int]:
    return {task["task_id"]: task["try_number"] for task in airflow.tasks(PIPELINE, run_id)}


def test_a_killed_worker_and_a_killed_scheduler_leave_both_stores_right(airflow, azud, platform, pipeline):
    airflow.turn_on(PIPELINE)
    run_id = airflow.trigger(PIPELINE)

    first, worker = await_process("transformar_datos_task", pipeline)
    os.kill(worker, signal.SIGKILL)
    second, _ = await_process("transformar_datos_task", pipeline, after=first)
    assert second != first

    await_process("cargar_datos_task", pipeline)
    airflow.kill("scheduler")
    airflow.start_component("scheduler")

    assert airflow.await_run(PIPELINE, run_id, 900) == "success", airflow.tasks(PIPELINE, run_id)
    assert tries(airflow, run_id)["transformar_datos_task"] == 2
    assert {task["task_id"]: task["state"] for task in airflow.tasks(PIPELINE, run_id)}["cargar_datos_task"] == "success"
    assert books(azud, platform, pipeline) == {"lake": FLIGHTS, "postgres": FLIGHTS}

    log = airflow.task_log(PIPELINE, run_id, "cargar_datos_task", tries(airflow, run_id)["cargar_datos_task"])
    assert "outcome: " in log


def test_every_panel_of_the_dashboard_shows_something(airflow, observers):
    """The runs of the test before are what it shows, and one that fails."""
    airflow.await_dag("fails")
    airflow.turn_on("fails")
    assert airflow.await_run("fails", airflow.trigger("fails"), 120) == "failed"
    assert observers.await_all(panels(), 60) == {}
    for query in panels().values():
        grouped = re.search(r"by \(([^)]+)\)", query)
        labels = set(re.split(r", *", grouped[1])) if grouped else set()
        assert all(labels == set(series["metric"]) for series in observers.query(query)), query
