# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import inspect
import json
import re
import stat
from types import SimpleNamespace

import dags
import pytest
from conftest import ROOT
from kubernetes.client import models

from azud_airflow import KubernetesPod, SparkSubmit, health, load_pipelines
from azud_airflow.compat import AirflowSkipException
from azud_airflow.health import Remedy, judge, measured
from azud_airflow.metrics import Metrics
from azud_airflow.outcome import TaskFailed, TaskWillRetry

SECRET = "pass-word-1"  # noqa: S105


@pytest.fixture
def spark(pipelines, tmp_path, monkeypatch):
    """A DAG whose tasks go through spark-submit: a script that tells what it was given."""
    monkeypatch.setenv("AIRFLOW_CONN_SPARK", json.dumps({"conn_type": "spark", "host": "local[1]"}))
    postgres = {"conn_type": "postgres", "host": "db", "schema": "azud", "login": "azud", "password": SECRET}
    monkeypatch.setenv("AIRFLOW_CONN_POSTGRES", json.dumps(postgres))
    monkeypatch.setenv("AZUD_WAREHOUSE", "s3://lake/warehouse")

    def run(script, task="transformar_datos_task"):
        submit = tmp_path / "spark-submit"
        submit.write_text(f"#!/bin/bash\n{script}\n", encoding="utf-8")
        submit.chmod(submit.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        (dag,) = load_pipelines({}, pipelines("p.yaml"), runner=SparkSubmit("/opt/azud/azud.jar"))
        dag.get_task(task).execute({"ti": SimpleNamespace(xcom_push=lambda **kwargs: None)})

    return run


def test_spark_submit_gets_the_task_and_the_connections_but_no_secret_in_its_arguments(spark, tmp_path, capfd):
    spark(f'printf "%s\\n" "$@" > {tmp_path}/arguments; env > {tmp_path}/variables')
    arguments = (tmp_path / "arguments").read_text(encoding="utf-8").splitlines()
    assert arguments[arguments.index("--class") + 1] == "io.azud.cli.Main"
    assert arguments[arguments.index("/opt/azud/azud.jar") + 1 :][:2] == ["task", "transformar_datos_task"]
    assert f"AZUD_POSTGRES_PASSWORD={SECRET}" in (tmp_path / "variables").read_text(encoding="utf-8")
    assert SECRET not in " ".join(arguments) + "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("status", "raised"), [(99, AirflowSkipException), (75, TaskWillRetry), (5, TaskFailed), (6, TaskFailed)]
)
def test_spark_submits_exit_status_is_azuds(spark, status, raised):
    with pytest.raises(raised):
        spark(f"exit {status}")


def test_cluster_mode_needs_an_environment_file(pipelines):
    with pytest.raises(ValueError, match="environment file"):
        load_pipelines({}, pipelines("p.yaml"), runner=SparkSubmit("a.jar", deploy_mode="cluster"))


@pytest.mark.parametrize(
    "runner", [SparkSubmit("/a.jar"), KubernetesPod("azud:1", secrets_from=("azud",))], ids=lambda r: type(r).__name__
)
def test_dags_of_every_runner_can_be_serialised(pipelines, runner):
    (dag,) = load_pipelines({}, pipelines("p.yaml"), runner=runner, environment="/etc/azud/environment.yaml")
    assert [task["__var"]["task_id"] for task in dags.serialised(dag)["tasks"]] == list(dag.task_dict)
    assert all(tuple(task.template_fields) == () for task in dag.tasks)


def pod_that_ended_with(status):
    terminated = models.V1ContainerStateTerminated(exit_code=status)
    container = models.V1ContainerStatus(
        name="base", image="i", image_id="i", ready=False, restart_count=0, state=models.V1ContainerState(terminated=terminated)
    )
    spec = models.V1PodSpec(containers=[models.V1Container(name="base")])
    metadata = models.V1ObjectMeta(name="p", namespace="n")
    return models.V1Pod(metadata=metadata, spec=spec, status=models.V1PodStatus(phase="Failed", container_statuses=[container]))


@pytest.mark.parametrize(
    ("status", "raised"), [(99, AirflowSkipException), (75, TaskWillRetry), (5, TaskFailed), (6, TaskFailed)]
)
def test_a_pods_exit_status_is_azuds(pipelines, monkeypatch, status, raised):
    (dag,) = load_pipelines({}, pipelines("p.yaml"), runner=KubernetesPod("azud:1"), environment="/e.yaml")
    task = dag.get_task("cargar_datos_task")
    monkeypatch.setattr(type(task), "process_pod_deletion", lambda *args, **kwargs: True)
    task.__dict__["pod_manager"] = SimpleNamespace(
        read_pod=lambda pod: pod, read_pod_events=lambda pod: SimpleNamespace(items=[])
    )
    pod = pod_that_ended_with(status)
    with pytest.raises(raised):
        task.cleanup(pod, pod, None, {})


def test_a_pod_takes_its_secrets_from_kubernetes(pipelines):
    (dag,) = load_pipelines({}, pipelines("p.yaml"), runner=KubernetesPod("azud:1", ("azud",)), environment="/e.yaml")
    task = dag.get_task("inicializar_task")
    assert [each.secret_ref.name for each in task.env_from] == ["azud"]
    assert task.arguments[:2] == ["task", "inicializar_task"]


WELL = """\
# HELP azud_sink_lag_records x
azud_sink_lag_records{pipeline="p",sink="lake"} 10.0
azud_objective_lag_records{pipeline="p"} 100.0
azud_sink_freshness_timestamp_seconds{pipeline="p",sink="lake"} 1000.0
azud_objective_freshness_seconds{pipeline="p"} 60.0
azud_records_total{pipeline="p",result="rejected",sink="lake"} 1.0
azud_records_read_total{pipeline="p",sink="lake"} 100.0
azud_objective_dead_letter_ratio{pipeline="p"} 0.05
azud_books_unbalanced_partitions{pipeline="p",sink="lake"} 0.0
azud_postgres_partitions_ahead{pipeline="p"} 3.0
azud_postgres_partitions_ahead_declared{pipeline="p"} 3.0
azud_postgres_current_partition_missing{pipeline="p"} 0.0
azud_lake_small_files{pipeline="p"} 4.0
azud_task_last_outcome{pipeline="p",task="cargar_datos_task",code="OK"} 1.0
azud_probe_up{pipeline="p",target="ledger"} 1.0
azud_disk_free_bytes{volume="platform"} 50.0
azud_disk_size_bytes{volume="platform"} 100.0
"""


def test_finds_nothing_where_all_is_well():
    assert judge(Metrics.parse(WELL), now=1030) == []


@pytest.mark.parametrize(
    ("well", "ill", "code", "remedy"),
    [
        ('sink="lake"} 10.0', 'sink="lake"} 101.0', "LAG_OVER_OBJECTIVE", Remedy.START_RUN),
        ("} 1000.0", "} 900.0", "FRESHNESS_OVER_OBJECTIVE", Remedy.START_RUN),
        ('"rejected",sink="lake"} 1.0', '"rejected",sink="lake"} 4.5', "DEAD_LETTERS_NEAR_LIMIT", Remedy.NONE),
        (
            'unbalanced_partitions{pipeline="p",sink="lake"} 0.0',
            'unbalanced_partitions{sink="lake"} 1.0',
            "BOOKS_UNBALANCED",
            Remedy.NONE,
        ),
        ('partitions_ahead{pipeline="p"} 3.0', 'partitions_ahead{pipeline="p"} 2.0', "PARTITIONS_MISSING", Remedy.APPLY),
        ('small_files{pipeline="p"} 4.0', 'small_files{pipeline="p"} 4000.0', "SMALL_FILES", Remedy.MAINTAIN),
        ('code="OK"', 'code="FENCED"', "FENCED", Remedy.NONE),
        ('target="ledger"} 1.0', 'target="ledger"} 0.0', "TARGET_UNREACHABLE", Remedy.NONE),
        ("} 50.0", "} 5.0", "DISK_NEARLY_FULL", Remedy.NONE),
    ],
)
def test_finds_what_is_not_well(well, ill, code, remedy):
    assert well in WELL
    (finding,) = judge(Metrics.parse(WELL.replace(well, ill)), now=1030)
    assert (finding.code, finding.remedy) == (code, remedy)


def test_every_metric_that_is_judged_is_one_that_azud_has():
    """A name that nobody gives would never be missed."""
    names = re.compile(r'"(azud_[a-z_]+)"')
    known = names.findall((ROOT / "render/src/main/java/io/azud/render/metric/Metric.java").read_text(encoding="utf-8"))
    judged = names.findall(inspect.getsource(health))
    assert judged
    assert set(judged) <= set(known)


def test_shows_the_numbers():
    numbers = measured(Metrics.parse(WELL), now=1030)
    assert (numbers["lag_records"], numbers["freshness_seconds"], numbers["disk_free_ratio"]) == (10, 30, 0.5)


def test_reads_labels_with_quotes():
    (sample,) = Metrics.parse('m{a="x\\"y\\\\z,b=1",c="d"} 1e3').samples
    assert sample.labels == {"a": 'x"y\\z,b=1', "c": "d"}
    assert sample.value == 1000
