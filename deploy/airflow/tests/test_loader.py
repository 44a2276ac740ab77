# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import io
import os
import socket
import subprocess
import time
from datetime import timedelta

import dags
import pytest
from conftest import EXAMPLES

from azud_airflow import TASK_IDS, load_pipelines, open_incident
from azud_airflow.compat import HAS_DEADLINES
from azud_airflow.definition import PipelineFileError

SHAPE = {
    "inicializar_task": {"conexion_kafka_task", "kubernetes_task", "conexion_spark_task"},
    "conexion_kafka_task": {"transformar_datos_task"},
    "kubernetes_task": {"transformar_datos_task"},
    "conexion_spark_task": {"transformar_datos_task"},
    "transformar_datos_task": {"cargar_datos_task"},
    "cargar_datos_task": set(),
}


def test_every_pipeline_becomes_a_dag_of_the_six_tasks(dag_file):
    bag = dags.read(dag_file(f'"{EXAMPLES}"'))
    assert bag.import_errors == {}
    assert sorted(bag.dags) == ["airports", "flights", "planes", "weather"]
    for dag in bag.dags.values():
        assert dags.shape(dag) == SHAPE
        assert tuple(dag.task_dict) == TASK_IDS


def test_the_dags_can_be_serialised(dag_file):
    bag = dags.read(dag_file(f'"{EXAMPLES}"'))
    for dag in bag.dags.values():
        assert dags.serialised(dag)["dag_id"] == dag.dag_id


def test_a_run_is_alone_and_bounded(dag_file):
    dag = dags.read(dag_file(f'"{EXAMPLES}"')).dags["flights"]
    assert dag.max_active_runs == 1
    assert not dag.catchup
    assert dag.dagrun_timeout == timedelta(hours=6)
    assert all(task.execution_timeout for task in dag.tasks)
    assert all(task.retries == 5 for task in dag.tasks)
    assert all(open_incident in list(task.on_failure_callback) for task in dag.tasks)


def test_topic_and_tables_are_assets(dag_file):
    dag = dags.read(dag_file(f'"{EXAMPLES}"')).dags["flights"]
    assert [asset.uri for asset in dag.get_task("transformar_datos_task").inlets] == ["azud://kafka/flights.raw"]
    assert [asset.uri for asset in dag.get_task("cargar_datos_task").outlets] == [
        "azud://lake/flights",
        "azud://postgres/public.flights",
    ]


def test_the_freshness_objective_is_the_deadline(dag_file):
    dag = dags.read(dag_file(f'"{EXAMPLES}"')).dags["flights"]
    if HAS_DEADLINES:
        (deadline,) = dag.deadline if isinstance(dag.deadline, list) else [dag.deadline]
        assert deadline.interval == timedelta(minutes=5)
        assert deadline.callback.path == "azud_airflow.callbacks.deadline_missed"
    else:
        assert getattr(dag, "deadline", None) is None


def test_cron_is_the_schedule(pipelines, dag_file):
    pipelines("p.yaml", ("sinks:", 'schedule: {cron: "*/10 * * * *"}\nsinks:'))
    dag = dags.read(dag_file()).dags["airports"]
    assert dag.timetable.expression == "*/10 * * * *" if hasattr(dag.timetable, "expression") else dag.schedule == "*/10 * * * *"


def test_what_a_deployment_decides_reaches_the_tasks(pipelines):
    pipelines("p.yaml")
    (dag,) = load_pipelines(
        {},
        pipelines("p.yaml").parent,
        environment="/etc/azud/environment.yaml",
        connections={"postgres": "warehouse"},
        pool="spark",
        catchup=True,
        default_args={"retries": 1},
    )
    load = dag.get_task("cargar_datos_task")
    assert (load.environment, load.connections) == ("/etc/azud/environment.yaml", {"postgres": "warehouse"})
    assert (load.pool, load.retries, dag.catchup) == ("spark", 1, True)
    assert dag.get_task("inicializar_task").pool == "default_pool"


def test_a_bad_file_among_good_ones_is_an_import_error_with_its_line(pipelines, dag_file):
    pipelines("good.yaml")
    bad = pipelines("bad.yaml", ("name: airports", "name: other"), ("format: orc", "format: ork"))
    worse = pipelines("worse.yaml")
    worse.write_text("a: [b", encoding="utf-8")
    bag = dags.read(dag_file())
    assert list(bag.dags) == ["airports"]
    errors = "\n".join(bag.import_errors.values())
    assert f"{bad}:20:35: sinks.lake.format: " in errors
    assert f"{worse}:" in errors


def test_a_bad_file_does_not_stop_the_good_ones_from_being_scheduled(pipelines, dag_file, monkeypatch):
    """Airflow stops scheduling the DAGs of a file with an import error: the error must be the pipeline file's."""
    pipelines("good.yaml")
    bad = pipelines("bad.yaml", ("name: airports", "name: other"), ("format: orc", "format: ork"))
    worse = pipelines("worse.yaml")
    worse.write_text("a: [b", encoding="utf-8")
    ids, errors = dags.processed(dag_file(), monkeypatch)
    assert ids == ["airports"]
    assert sorted(errors) == sorted([str(bad), str(worse)])
    assert f"{bad}:20:35: sinks.lake.format: " in errors[str(bad)]


def test_two_pipelines_of_one_name_are_refused(pipelines, dag_file):
    pipelines("a.yaml")
    twin = pipelines("b.yaml")
    bag = dags.read(dag_file())
    assert list(bag.dags) == ["airports"]
    assert f"{twin}:4:7: " in "\n".join(bag.import_errors.values())


def test_the_monitoring_dags_name_is_refused(pipelines, dag_file):
    pipelines("a.yaml", ("name: airports", "name: azud_monitoring"))
    assert "a DAG of Azud's own" in "\n".join(dags.read(dag_file()).import_errors.values())


def test_environment_files_and_hidden_files_are_passed_over(pipelines, dag_file):
    pipelines("a.yaml")
    pipelines("environment.yaml").write_text("apiVersion: azud/v1\nname: local\ncatalog: {type: glue}\n", encoding="utf-8")
    pipelines(".hidden.yaml").write_text("a: [b", encoding="utf-8")
    bag = dags.read(dag_file())
    assert (list(bag.dags), bag.import_errors) == (["airports"], {})


def test_a_missing_path_is_an_import_error(dag_file):
    bag = dags.read(dag_file('"../nowhere"'))
    assert "nowhere:1:1: there is no such pipeline file or directory" in "\n".join(bag.import_errors.values())


def test_a_missing_file_is_an_error():
    with pytest.raises(PipelineFileError):
        load_pipelines({}, "/nowhere/pipeline.yaml")


def test_a_worker_reads_only_its_own_pipeline(pipelines, monkeypatch):
    pipelines("a.yaml")
    broken = pipelines("b.yaml")
    broken.write_text("a: [b", encoding="utf-8")
    monkeypatch.setenv("_AIRFLOW_PARSING_CONTEXT_DAG_ID", "airports")
    namespace = {}
    assert [dag.dag_id for dag in load_pipelines(namespace, broken.parent)] == ["airports"]
    assert list(namespace) == ["azud:airports"]


def test_reading_connects_to_nothing_and_starts_nothing(dag_file, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a DAG file is read without network and processes")

    folder = dag_file(f'"{EXAMPLES}"')
    dags.read(folder)  # what Airflow itself does once is not looked at
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(os, "fork", refuse)
    bag = dags.read(folder)
    assert (len(bag.dags), bag.import_errors) == (4, {})


def test_two_hundred_pipelines_are_read_once_each(pipelines, dag_file, monkeypatch, capsys):
    """The files are all that is read, each once; the time is shown, and only bounded against a change of order."""
    for number in range(200):
        pipelines(f"p{number}.yaml", ("name: airports", f"name: airports_{number}"))
    folder = dag_file()
    dags.read(folder)
    opened: list[str] = []
    real = io.open

    def counting(file, *args, **kwargs):
        opened.append(str(file))
        return real(file, *args, **kwargs)

    monkeypatch.setattr("pathlib.io.open", counting)
    began = time.process_time()
    bag = dags.read(folder)
    seconds = time.process_time() - began
    assert (len(bag.dags), bag.import_errors) == (200, {})
    yaml_files = [file for file in opened if file.endswith(".yaml")]
    assert len(yaml_files) == len(set(yaml_files)) == 200
    with capsys.disabled():
        print(f"\n200 pipelines in {seconds:.2f} s of processor time")
    assert seconds < 20
