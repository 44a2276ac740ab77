# SPDX-License-Identifier: Apache-2.0
"""What a DAG needs to know of a pipeline file. The file is checked against Azud's own JSON Schema, without starting Azud."""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from azud_airflow import yaml_tree
from azud_airflow.quick_check import Check, compiled
from azud_airflow.yaml_tree import Finding, Tree

NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,62}(\.[a-z][a-z0-9_]{0,62})?")
_TOPIC = re.compile(r"[a-zA-Z0-9._-]{1,249}")
_DURATION = re.compile(r"(0|[1-9][0-9]{0,8})(ms|s|m|h|d)")
_REFERENCE = re.compile(r"\$?\$\{([^}]*)\}")
_UNITS = {"ms": "milliseconds", "s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a file, written as compilers write it."""

    file: Path
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class PipelineFileError(Exception):
    """Pipeline files cannot be read; the message holds one line for each problem."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Pipeline:
    """
    What a DAG needs to know of a pipeline.

    :param topic: of the Kafka source; None when the pipeline reads files
    :param source: the source in words
    :param freshness: the objective; None when it is not declared
    :param cron: when Airflow runs it; None when it is not declared
    """

    file: Path
    name: str
    source: str
    topic: str | None
    lake: str | None
    postgres: str | None
    cron: str | None
    freshness: timedelta | None

    @property
    def description(self) -> str:
        sinks = [f"the {label} table {table}" for label, table in self._sinks() if table]
        return f"{self.source} into {' and '.join(sinks)}"

    def _sinks(self) -> list[tuple[str, str | None]]:
        return [("lake", self.lake), ("PostgreSQL", self.postgres)]


def is_environment(tree: Tree) -> bool:
    """Environment files live beside pipelines; they have a catalog and no source."""
    return isinstance(tree.data, dict) and "catalog" in tree.data and "source" not in tree.data


def read_tree(file: Path) -> Tree:
    """
    :raises PipelineFileError: when it is not a readable YAML file
    """
    try:
        return yaml_tree.read(file.read_text(encoding="utf-8"))
    except Finding as e:
        raise PipelineFileError([Problem(file, e.place.line, e.place.column, e.message)]) from None
    except UnicodeDecodeError:
        raise PipelineFileError([Problem(file, 1, 1, "the file is not UTF-8 text")]) from None
    except OSError as e:
        reason = "there is no such file" if isinstance(e, FileNotFoundError) else e.strerror
        raise PipelineFileError([Problem(file, 1, 1, f"cannot be read: {reason}")]) from None


def read_pipeline(file: Path, tree: Tree | None = None) -> Pipeline:
    """
    The pipeline that the file declares.

    :raises PipelineFileError: with all that is wrong
    """
    tree = tree or read_tree(file)
    findings = list(tree.findings) + [_finding(error, tree) for error in _errors(tree.data)]
    if not findings:
        try:
            return _pipeline(file, tree)
        except Finding as e:
            findings.append(e)
    findings.sort(key=lambda each: (each.place.line, each.place.column))
    raise PipelineFileError([Problem(file, e.place.line, e.place.column, e.message) for e in findings])


def _pipeline(file: Path, tree: Tree) -> Pipeline:
    values = _Values(file, tree)
    topic = values.text(_TOPIC, "source", "kafka", "topic")
    kind = values.text(re.compile("[a-z]+"), "source", "files", "format")
    return Pipeline(
        file=file,
        name=values.text(NAME, "name") or "",
        source=f"the Kafka topic {topic}" if topic else f"{(kind or '').upper()} files",
        topic=topic,
        lake=values.text(_TABLE, "sinks", "lake", "table"),
        postgres=values.text(_TABLE, "sinks", "postgres", "table"),
        cron=values.cron("schedule", "cron"),
        freshness=values.duration("objectives", "freshness"),
    )


class _Values:
    """Single values with their references resolved. What they lead to is checked again: it ends up in a DAG."""

    def __init__(self, file: Path, tree: Tree):
        self._file = file
        self._tree = tree

    def text(self, pattern: re.Pattern[str], *path: str) -> str | None:
        value: Any = self._tree.data
        for key in path:
            if not isinstance(value, dict) or key not in value:
                return None
            value = value[key]
        resolved = self._resolved(str(value), path)
        if not pattern.fullmatch(resolved):
            raise Finding(self._tree.place(path), f"{path[-1]} is not of the form {pattern.pattern}")
        return resolved

    def duration(self, *path: str) -> timedelta | None:
        text = self.text(_DURATION, *path)
        if text is None:
            return None
        number, unit = _DURATION.fullmatch(text).groups()  # type: ignore[union-attr]
        return timedelta(**{_UNITS[unit]: int(number)})

    def cron(self, *path: str) -> str | None:
        text = self.text(re.compile(r"[0-9A-Za-z*/, \t-]+"), *path)
        if text is None:
            return None
        from croniter import croniter

        expression = " ".join(text.split())
        if len(expression.split()) != 5 or not croniter.is_valid(expression):
            raise Finding(
                self._tree.place(path),
                "is not a cron expression: minute, hour, day of month, month, day of week",
            )
        return expression

    def _resolved(self, text: str, path: tuple[str, ...]) -> str:
        def value(match: re.Match[str]) -> str:
            if match.group().startswith("$$"):
                return match.group()[1:]
            kind, _, name = match.group(1).partition(":")
            try:
                if kind == "env":
                    return os.environ[name]
                if kind == "file":
                    return (self._file.parent / name).read_text(encoding="utf-8").removesuffix("\n")
            except KeyError:
                message = f"the environment variable {name} is not set where Airflow reads DAG files"
                raise Finding(self._tree.place(path), message) from None
            except OSError:
                raise Finding(self._tree.place(path), f'the file "{name}" cannot be read') from None
            raise Finding(self._tree.place(path), "this is not a reference: write ${env:NAME} or ${file:path}")

        return _REFERENCE.sub(value, text)


@cache
def _schema() -> dict[str, Any]:
    text = resources.files("azud_airflow").joinpath("pipeline.schema.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@cache
def _fits() -> Check:
    return compiled(_schema())


def _errors(data: Any) -> Iterator[ValidationError]:
    if not isinstance(data, dict):
        yield ValidationError("this is not a pipeline: it begins with apiVersion: azud/v1", path=[])
    elif not _fits()(data):
        yield from Draft202012Validator(_schema()).iter_errors(data)


def _finding(error: ValidationError, tree: Tree) -> Finding:
    path = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        return _unknown(error, path, tree)
    at = tree.place(path)
    if error.validator == "anyOf" and error.context:
        best = best_match(iter(error.context))
        error = best if best is not None else error
    name = ".".join(str(part) for part in path)
    return Finding(at, f"{name}: {_sentence(error)}" if name else _sentence(error))


def _sentence(error: Any) -> str:
    shown = json.dumps(error.instance, ensure_ascii=False, default=str)
    shown = shown if len(shown) <= 60 else shown[:60] + "…"
    if error.validator == "enum":
        return f"{shown} is not one of {', '.join(map(str, error.validator_value))}"
    if error.validator == "pattern":
        return f"{shown} is not of the form {error.validator_value}"
    if error.validator == "type":
        return f"{shown} is not of type {error.validator_value}"
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        return f"{' and '.join(missing)} missing"
    if error.validator in ("minimum", "maximum"):
        return f"{shown} is out of range: {error.validator} {error.validator_value}"
    return error.message if len(error.message) <= 200 else error.message[:200] + "…"


def _unknown(error: Any, path: tuple[str | int, ...], tree: Tree) -> Finding:
    known = list(error.schema.get("properties", {}))
    unknown = next(key for key in error.instance if key not in known)
    near = difflib.get_close_matches(unknown, known, n=1)
    meant = f' (did you mean "{near[0]}"?)' if near else f"; here are {', '.join(known)}"
    return Finding(tree.keys[(*path, unknown)], f'there is no option "{unknown}"{meant}')
