# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import EXAMPLES, ROOT

from azud_airflow.definition import PipelineFileError, read_pipeline

PACKAGE = ROOT / "deploy" / "airflow" / "src" / "azud_airflow"


def problems(file: Path) -> list[str]:
    with pytest.raises(PipelineFileError) as e:
        read_pipeline(file)
    return [str(problem).removeprefix(f"{file}:") for problem in e.value.problems]


def test_reads_what_a_dag_needs():
    pipeline = read_pipeline(EXAMPLES / "flights" / "pipeline.yaml")
    assert (pipeline.name, pipeline.topic, pipeline.lake) == ("flights", "flights.raw", "flights")
    assert pipeline.postgres == "public.flights"
    assert pipeline.freshness == timedelta(minutes=5)
    assert (
        pipeline.description == "the Kafka topic flights.raw into the lake table flights and the PostgreSQL table public.flights"
    )


@pytest.mark.parametrize("file", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda file: file.parent.name)
def test_every_example_is_valid(file):
    assert read_pipeline(file).name


def test_the_schema_is_the_one_that_azud_prints(azud):
    printed = subprocess.run([azud, "schema"], capture_output=True, text=True, check=True, timeout=120).stdout
    assert (PACKAGE / "pipeline.schema.json").read_text(encoding="utf-8").split() == printed.split(), (
        "copy docs/reference/pipeline.schema.json into the package"
    )


@pytest.mark.parametrize(
    "name",
    ["{{ ds }}", "{% raw %}", "a'b", 'a\\"b', "$(reboot)", "a;b", "`id`", "a b", "../a", "A", "9a", "", "a" * 64, "ñ", "a\\nb"],
)
def test_refuses_names_that_could_be_syntax(pipelines, name):
    file = pipelines("p.yaml", ("name: airports", f'name: "{name}"'))
    assert len(problems(file)) == 1
    assert problems(file)[0].startswith("4:7: ")


def test_refuses_a_hostile_name_behind_a_reference(pipelines, monkeypatch):
    monkeypatch.setenv("HOSTILE", "{{ var.value.secret }}")
    file = pipelines("p.yaml", ("name: airports", "name: ${env:HOSTILE}"))
    assert problems(file) == ["4:7: name is not of the form [a-z][a-z0-9_]{0,62}"]


def test_takes_a_name_behind_a_reference(pipelines, monkeypatch):
    monkeypatch.setenv("STAGE", "dev")
    assert read_pipeline(pipelines("p.yaml", ("name: airports", "name: airports_${env:STAGE}"))).name == "airports_dev"


def test_says_which_variable_is_missing(pipelines):
    file = pipelines("p.yaml", ("name: airports", "name: ${env:NOT_SET_ANYWHERE}"))
    assert "NOT_SET_ANYWHERE is not set" in problems(file)[0]


def test_tells_all_problems_at_once_with_their_places(pipelines):
    file = pipelines(
        "p.yaml",
        ("format: orc", "format: ork"),
        ("mode: upsert", "modus: upsert"),
        ("type: double,  required: true, min: -90", "type: dubble,  required: true, min: -90"),
    )
    assert [problem.split(": ")[0] for problem in problems(file)] == ["12:25", "20:35", "23:5"]


def test_suggests_what_was_meant(pipelines):
    file = pipelines("p.yaml", ("schema:", "shema:"))
    assert any('there is no option "shema" (did you mean "schema"?)' in problem for problem in problems(file))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [b", "this is not YAML"),
        ("", "the file is empty"),
        ("[1, 2]", "this is not a pipeline"),
        ("a: &x 1\nb: *x", "anchors are not allowed"),
        ("name: a\nname: b", '"name" is there twice'),
        ("a: !!python/object/apply:os.system ['true']", "tags are not allowed"),
        ("a: " + "[" * 60 + "]" * 60, "nested more than 50 deep"),
        ("a: 1\n---\nb: 2", "a second document"),
        ("\x00", "this is not YAML"),
    ],
)
def test_refuses_yaml_that_is_more_than_data(tmp_path, text, expected):
    file = tmp_path / "p.yaml"
    file.write_text(text, encoding="utf-8")
    assert any(expected in problem for problem in problems(file))


def test_refuses_what_is_not_text(tmp_path):
    file = tmp_path / "p.yaml"
    file.write_bytes(b"\xff\xfe\x00")
    assert problems(file) == ["1:1: the file is not UTF-8 text"]


@pytest.mark.parametrize("cron", ["* * * *", "61 * * * *", "a b c d e", "0 0 30 2 * *", "{{ ds }}"])
def test_refuses_what_is_not_cron(pipelines, cron):
    file = pipelines("p.yaml", ("sinks:", f'schedule: {{cron: "{cron}"}}\nsinks:'))
    assert problems(file)[0].startswith("19:18: ")


def test_reads_words_as_yaml_1_2_does(pipelines):
    file = pipelines("p.yaml", ("values: [A, N, U]", "values: [no, on, yes, 1:30]"))
    assert read_pipeline(file).name == "airports"


def test_finds_the_same_pipelines_valid_as_azud_does(azud, pipelines):
    """Where the two differ, it is Azud that knows more: what is refused here is refused there."""
    file = pipelines("p.yaml", ("format: orc", "format: ork"), ("tz,    type: int", "tz,    typ: int"))
    ended = subprocess.run([azud, "validate", file], capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 3
    for problem in problems(file):
        assert f"{file}:{problem.split(':')[0]}:" in ended.stdout
