# SPDX-License-Identifier: Apache-2.0
"""The six tasks by ``spark-submit``. Needs apache-airflow-providers-apache-spark."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator

from azud_airflow.compat import AirflowException
from azud_airflow.operators import azud_environment, require_file, task_of
from azud_airflow.outcome import read_outcome

_STATUS = re.compile(r"(?:Error code|Kubernetes spark exit code) is: (\d+)")


class AzudSparkSubmitOperator(SparkSubmitOperator):
    """
    Submits one of the six tasks to the master of a Spark connection: standalone, YARN or Kubernetes.

    In client mode the driver runs beside the worker, and inherits what Airflow's connections say. In cluster mode it runs
    somewhere else, where only an environment file can tell it: nothing secret is put on spark-submit's command line.

    :param application: Azud's jar
    :param pipeline: the pipeline file, where the driver finds it
    :param environment: the environment file, where the driver finds it; required in cluster mode
    """

    template_fields = ()

    def __init__(
        self,
        *,
        pipeline: str | os.PathLike[str],
        environment: str | os.PathLike[str] | None = None,
        connections: Mapping[str, str] | None = None,
        task: str | None = None,
        deploy_mode: str = "client",
        **kwargs: Any,
    ):
        if deploy_mode == "cluster" and environment is None:
            raise ValueError("in cluster mode the driver needs an environment file: Airflow's connections do not reach it")
        super().__init__(java_class="io.azud.cli.Main", deploy_mode=deploy_mode, **kwargs)
        self.pipeline = os.fspath(pipeline)
        self.environment = os.fspath(environment) if environment is not None else None
        self.connections = dict(connections or {})
        self.task = task_of(self.task_id, task)
        self.is_local = deploy_mode == "client"

    def execute(self, context: Any) -> None:
        if not self.is_local:
            self._submit(context, str(self.environment))
            return
        require_file(self.pipeline, "pipeline")
        with (
            azud_environment(self.environment, self.connections, self.pipeline) as (environment, variables),
            _exported(variables),
        ):
            self._submit(context, environment)

    def _submit(self, context: Any, environment: str) -> None:
        self.application_args = ["task", self.task, "--pipeline", self.pipeline, "--environment", environment, "-o", "json"]
        try:
            super().execute(context)
        except AirflowException as e:
            found = _STATUS.findall(str(e))
            if not found:
                raise
            read_outcome(self.task, int(found[-1]), "", str(e).splitlines()).settle()


@contextmanager
def _exported(variables: Mapping[str, str]) -> Iterator[None]:
    """For the child process: the hook would put variables of its own on the command line."""
    before = dict(os.environ)
    os.environ.update({name: value for name, value in variables.items() if before.get(name) != value})
    try:
        yield
    finally:
        for name in variables:
            if name in before:
                os.environ[name] = before[name]
            else:
                os.environ.pop(name, None)
