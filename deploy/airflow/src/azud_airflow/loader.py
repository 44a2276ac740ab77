# SPDX-License-Identifier: Apache-2.0
"""A DAG for every pipeline file that is found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from airflow.sdk import DAG

from azud_airflow.compat import get_parsing_context
from azud_airflow.dag import DagOptions, pipeline_dag
from azud_airflow.definition import Pipeline, PipelineFileError, Problem, is_environment, read_pipeline, read_tree
from azud_airflow.invalid import InvalidPipelineFile

RESERVED = frozenset({"azud_monitoring"})


def load_pipelines(namespace: dict[str, Any], path: str | os.PathLike[str], **options: Any) -> list[DAG]:
    """
    Builds one DAG for each pipeline file and puts it where Airflow finds it.

    A file that is not valid is an import error with its line, and the other files load. Only the files are read: nothing is
    connected to, no process is started.

    :param namespace: ``globals()`` of the DAG file
    :param path: a pipeline file, or a directory that is searched for ``*.yaml`` and ``*.yml``; relative to the DAG file
    :param options: see :class:`DagOptions`
    :raises PipelineFileError: when there is no such path
    """
    chosen = DagOptions(**options)
    root = _from_dag_file(namespace, Path(path))
    pipelines, problems = _read(root, wanted=get_parsing_context().dag_id)
    dags = [pipeline_dag(pipeline, chosen) for pipeline in pipelines]
    for dag in dags:
        namespace[f"azud:{dag.dag_id}"] = dag
    for invalid in InvalidPipelineFile.each(problems):
        namespace[f"azud:{invalid.dag_id}"] = invalid
    return dags


def find_pipelines(namespace: dict[str, Any], path: str | os.PathLike[str]) -> list[Pipeline]:
    """The valid ones among the pipeline files, in the order of their paths; also where Airflow asks for one DAG only."""
    return _read(_from_dag_file(namespace, Path(path)), wanted=None)[0]


def _from_dag_file(namespace: dict[str, Any], path: Path) -> Path:
    dag_file = namespace.get("__file__")
    root = Path(os.path.normpath(Path(dag_file).resolve().parent / path)) if dag_file else path.resolve()
    if not root.exists():
        raise PipelineFileError([Problem(root, 1, 1, "there is no such pipeline file or directory")])
    return root


def _read(root: Path, wanted: str | None) -> tuple[list[Pipeline], list[Problem]]:
    """
    :param wanted: the only DAG that is asked for; None for all
    """
    by_name: dict[str, Pipeline] = {}
    problems: list[Problem] = []
    for file in _files(root):
        try:
            if wanted is not None and not _may_be(file, wanted):
                continue
            tree = read_tree(file)
            if is_environment(tree):
                continue
            pipeline = read_pipeline(file, tree)
            place = tree.place(("name",))
            if pipeline.name in RESERVED:
                raise PipelineFileError(
                    [Problem(file, place.line, place.column, f"{pipeline.name} is the name of a DAG of Azud's own")]
                )
            if pipeline.name in by_name:
                other = by_name[pipeline.name].file
                raise PipelineFileError([Problem(file, place.line, place.column, f"{other} is called {pipeline.name}, too")])
            by_name[pipeline.name] = pipeline
        except PipelineFileError as e:
            problems += e.problems
    return list(by_name.values()), problems


def _files(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        yield root
        return
    for directory, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (
            Path(directory) / name for name in sorted(files) if name.endswith((".yaml", ".yml")) and not name.startswith(".")
        )


def _may_be(file: Path, name: str) -> bool:
    """A worker builds one DAG only; a file that cannot be its pipeline is not looked into."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    return name in text or "${" in text
