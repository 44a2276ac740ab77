# SPDX-License-Identifier: Apache-2.0
"""``azud render airflow`` writes what ``load_pipelines`` builds."""

from __future__ import annotations

import ast
import os
import subprocess

import dags
import pytest
from conftest import EXAMPLES

FILES = sorted(EXAMPLES.rglob("pipeline.yaml"))


@pytest.fixture
def rendered(azud, tmp_path):
    out = tmp_path / "rendered"
    environment = tmp_path / "environment.yaml"
    environment.write_text("", encoding="utf-8")
    command = [azud, "render", "airflow", *FILES, "--out", out, "--environment", environment]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out


def test_the_files_are_the_dags_that_load_pipelines_builds(rendered, dag_file, tmp_path):
    bag = dags.read(rendered)
    assert bag.import_errors == {}
    loaded = dags.read(dag_file(f'"{EXAMPLES}", environment="{tmp_path}/environment.yaml"'))
    assert sorted(bag.dags) == sorted(loaded.dags) == ["airports", "flights", "planes", "weather"]
    for name, dag in bag.dags.items():
        other = loaded.dags[name]
        assert dags.shape(dag) == dags.shape(other)
        for task in dag.tasks:
            twin = other.get_task(task.task_id)
            assert os.path.realpath(task.pipeline) == twin.pipeline
            assert os.path.realpath(task.environment) == twin.environment
            assert (task.retries, task.retry_delay, task.execution_timeout) == (
                twin.retries,
                twin.retry_delay,
                twin.execution_timeout,
            )
            assert (task.inlets, task.outlets) == (twin.inlets, twin.outlets)
            assert list(task.on_failure_callback) == list(twin.on_failure_callback)
        assert (dag.description, dag.max_active_runs, dag.catchup, dag.dagrun_timeout, dag.tags) == (
            other.description,
            other.max_active_runs,
            other.catchup,
            other.dagrun_timeout,
            other.tags,
        )
        assert dags.serialised(dag)["timetable"] == dags.serialised(other)["timetable"]


def test_the_bytes_are_the_same_each_time(rendered, azud, tmp_path):
    first = {file.name: file.read_bytes() for file in rendered.iterdir()}
    command = [azud, "render", "airflow", *reversed(FILES), "--out", rendered, "--environment", tmp_path / "environment.yaml"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert {file.name: file.read_bytes() for file in rendered.iterdir()} == first


def test_a_hostile_path_stays_one_literal(azud, tmp_path, pipelines):
    folder = tmp_path / 'a"""b\'{{ c }}\\$(d)'
    folder.mkdir()
    file = folder / "pipeline.yaml"
    file.write_bytes(pipelines("p.yaml").read_bytes())
    out = tmp_path / "out"
    subprocess.run([azud, "render", "airflow", file, "--out", out], check=True, capture_output=True, timeout=120)
    text = (out / "airports.py").read_text(encoding="utf-8")
    constants = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    assert f"../{folder.name}/pipeline.yaml" in constants
    bag = dags.read(out)
    assert bag.import_errors == {}
    assert os.path.realpath(bag.dags["airports"].get_task("cargar_datos_task").pipeline) == str(file)


def test_an_invalid_pipeline_is_not_rendered(azud, tmp_path, pipelines):
    file = pipelines("p.yaml", ("name: airports", 'name: "{{ x }}"'))
    command = [azud, "render", "airflow", file, "--out", tmp_path / "out"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 3
    assert f"{file}:4:7: " in ended.stderr
    assert not (tmp_path / "out").exists()
