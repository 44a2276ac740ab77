# SPDX-License-Identifier: Apache-2.0
"""The six tasks as Airflow tasks that run the ``azud`` command on the worker."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from airflow.sdk import BaseOperator

from azud_airflow import connections as airflow_connections
from azud_airflow import process
from azud_airflow.compat import AirflowFailException
from azud_airflow.outcome import SKIP, Outcome, read_outcome

TASK_IDS = (
    "inicializar_task",
    "conexion_kafka_task",
    "kubernetes_task",
    "conexion_spark_task",
    "transformar_datos_task",
    "cargar_datos_task",
)

LOAD = "cargar_datos_task"
OUTCOME_KEY = "azud_outcome"

# What Airflow keeps to itself: its own configuration holds the secrets of its database and of its API.
_WITHHELD = ("AIRFLOW__", "AIRFLOW_CONN_", "AIRFLOW_VAR_")


class AzudOperator(BaseOperator):
    """
    Runs one of the six tasks of a pipeline with the ``azud`` command, and settles as the error code says: done, skipped,
    failed for good, or failed with another try ahead.

    It may be killed, repeated and overlapped at any time: Azud's tasks are idempotent, and of two that run at once the
    older one is fenced. The outcome is the task's XCom, and a line of JSON in its log.

    :param pipeline: the pipeline file, where the worker finds it
    :param environment: the environment file; without it one is composed from Airflow's connections
    :param connections: the ids of the connections ``kafka``, ``spark``, ``postgres`` and ``aws``, where they differ from that
    :param command: the azud command; by default the variable ``AZUD_COMMAND`` of the worker, or ``azud`` on its path
    :param task: one of the six; by default the task id says it
    """

    ui_color = "#dcebf2"

    def __init__(
        self,
        *,
        pipeline: str | os.PathLike[str],
        environment: str | os.PathLike[str] | None = None,
        connections: Mapping[str, str] | None = None,
        command: str | None = None,
        task: str | None = None,
        **kwargs: Any,
    ):
        super().__init__(**kwargs)
        self.pipeline = os.fspath(pipeline)
        self.environment = os.fspath(environment) if environment is not None else None
        self.connections = dict(connections or {})
        self.command = command
        self.task = task_of(self.task_id, task)
        unknown = set(self.connections) - set(airflow_connections.DEFAULT_IDS)
        if unknown:
            raise ValueError(f"connections are kafka, spark, postgres and aws, not {', '.join(sorted(unknown))}")

    def execute(self, context: Any) -> dict[str, Any]:
        outcome = self._run()
        self.log.info("%s %s in %.1f s: %s", outcome.task, outcome.status, outcome.seconds, outcome.message)
        self.log.info("outcome: %s", outcome.as_json())
        context["ti"].xcom_push(key=OUTCOME_KEY, value=outcome.as_dict())
        if outcome.exit_status == SKIP and self.task == LOAD and getattr(context["ti"], "try_number", 1) > 1:
            self.log.info("an earlier try has loaded the batch, and was ended before Airflow heard of it")
            return outcome.as_dict()
        return outcome.settle()

    def _run(self) -> Outcome:
        command = azud_command(self.command)
        require_file(self.pipeline, "pipeline")
        with self._environment() as (environment, variables):
            arguments = ["task", self.task, "--pipeline", self.pipeline, "--environment", environment, "-o", "json"]
            ended = process.run([command, *arguments], variables, self.log.info)
        return read_outcome(self.task, ended.status, ended.out, ended.last_lines)

    @contextmanager
    def _environment(self) -> Iterator[tuple[str, dict[str, str]]]:
        with azud_environment(self.environment, self.connections, self.pipeline) as found:
            yield found


def task_of(task_id: str, given: str | None) -> str:
    """
    Which of the six tasks it is; by default the task id says it, in a task group its last part.

    :raises ValueError: when it is none of them
    """
    task = given or task_id.rpartition(".")[2]
    if task not in TASK_IDS:
        raise ValueError(f'there is no task "{task}"; the tasks are {", ".join(TASK_IDS)}')
    return task


@contextmanager
def azud_environment(
    environment: str | None, connections: Mapping[str, str], pipeline: str
) -> Iterator[tuple[str, dict[str, str]]]:
    """
    The environment file and the variables for an azud process.

    :param connections: ids that differ from the names of the systems; with an environment file only these must exist
    """
    ids = {**airflow_connections.DEFAULT_IDS, **connections}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(_WITHHELD)}
    if environment is not None:
        require_file(environment, "environment")
        found = airflow_connections.variables(ids, required=frozenset(connections))
        yield environment, {**inherited, **found}
        return
    required = frozenset({"postgres", *connections, *(["kafka"] if _reads_kafka(pipeline) else [])})
    found = airflow_connections.variables(ids, required)
    if "AZUD_WAREHOUSE" not in {**inherited, **found}:
        raise AirflowFailException(
            'Azud does not know where the lake is: put {"warehouse": "s3://bucket/prefix"} into the extra of the connection '
            f'"{ids["aws"]}", or set AZUD_WAREHOUSE for the worker, or give the tasks an environment file'
        )
    with tempfile.TemporaryDirectory(prefix="azud-") as directory:
        file = Path(directory) / "environment.yaml"
        file.write_text(airflow_connections.environment_text(found), encoding="utf-8")
        yield str(file), {**inherited, **found}


def _reads_kafka(pipeline: str) -> bool:
    from azud_airflow.definition import PipelineFileError, read_pipeline

    try:
        return read_pipeline(Path(pipeline)).topic is not None
    except PipelineFileError:
        return False  # azud says what is wrong with it


def azud_command(given: str | None) -> str:
    """
    :raises AirflowFailException: when this machine has no such command
    """
    name = given or os.environ.get("AZUD_COMMAND") or "azud"
    found = shutil.which(name)
    if found is None:
        raise AirflowFailException(
            f'there is no command "{name}" on this worker. Install Azud there, and put its bin directory on the PATH or set '
            "AZUD_COMMAND to the command's path"
        )
    return found


def require_file(path: str, kind: str) -> None:
    """
    :raises AirflowFailException: when this machine has no such file
    """
    if not os.path.isfile(path):
        raise AirflowFailException(
            f"the {kind} file {path} is not there on this worker. Bring it to the workers at the same path, or correct the path "
            "in the DAG file"
        )
