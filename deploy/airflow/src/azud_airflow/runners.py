# SPDX-License-Identifier: Apache-2.0
"""What runs the six tasks: the command on a worker, ``spark-submit``, or a pod. Others (EMR, Glue) implement the protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from azud_airflow.operators import AzudOperator


class Runner(Protocol):
    """Makes one of the six tasks in the DAG that is being built."""

    def arguments(self) -> dict[str, Any]:
        """Arguments of all tasks, for the DAG's default_args."""

    def task(
        self,
        task_id: str,
        *,
        pipeline: str,
        environment: str | None,
        connections: Mapping[str, str],
        **arguments: Any,
    ) -> Any:
        """The task. ``arguments`` are those that every operator takes."""


@dataclass(frozen=True)
class LocalCommand:
    """
    The ``azud`` command on the worker.

    :param command: a name on the worker's path, or a path; by default the worker's AZUD_COMMAND, or ``azud``
    """

    command: str | None = None

    def arguments(self) -> dict[str, Any]:
        return {}

    def task(
        self,
        task_id: str,
        *,
        pipeline: str,
        environment: str | None,
        connections: Mapping[str, str],
        **arguments: Any,
    ) -> AzudOperator:
        return AzudOperator(
            task_id=task_id,
            pipeline=pipeline,
            environment=environment,
            connections=connections,
            command=self.command,
            **arguments,
        )


@dataclass(frozen=True)
class SparkSubmit:
    """
    ``spark-submit`` for the three tasks that need Spark, and the command on the worker for the others.

    :param application: Azud's jar
    :param conn_id: the Spark connection, which says the master
    :param options: more arguments of SparkSubmitOperator, such as ``conf`` and ``jars``
    """

    application: str
    conn_id: str = "spark"
    deploy_mode: str = "client"
    command: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    def arguments(self) -> dict[str, Any]:
        return {}

    def task(
        self,
        task_id: str,
        *,
        pipeline: str,
        environment: str | None,
        connections: Mapping[str, str],
        **arguments: Any,
    ) -> Any:
        place: dict[str, Any] = {"pipeline": pipeline, "environment": environment, "connections": connections}
        if task_id not in ("conexion_spark_task", "transformar_datos_task", "cargar_datos_task"):
            return LocalCommand(self.command).task(task_id, **place, **arguments)
        from azud_airflow.spark import AzudSparkSubmitOperator

        return AzudSparkSubmitOperator(
            task_id=task_id,
            application=self.application,
            conn_id=self.conn_id,
            deploy_mode=self.deploy_mode,
            **place,
            **self.options,
            **arguments,
        )


@dataclass(frozen=True)
class KubernetesPod:
    """
    A pod for each task.

    :param image: with the ``azud`` command, the pipeline files and the environment file; the files may be mounted
    :param secrets_from: names of Kubernetes secrets whose entries become the pod's variables
    :param options: more arguments of KubernetesPodOperator, such as ``namespace``, ``volumes`` and ``container_resources``
    """

    image: str
    secrets_from: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    def arguments(self) -> dict[str, Any]:
        return {}

    def task(
        self,
        task_id: str,
        *,
        pipeline: str,
        environment: str | None,
        connections: Mapping[str, str],
        **arguments: Any,
    ) -> Any:
        if environment is None:
            raise ValueError("a pod needs an environment file: Airflow's connections do not reach it")
        from azud_airflow.kubernetes import AzudKubernetesPodOperator

        return AzudKubernetesPodOperator(
            task_id=task_id,
            name=task_id.replace("_", "-"),
            image=self.image,
            pipeline=pipeline,
            environment=environment,
            secrets_from=self.secrets_from,
            connections=connections,
            **self.options,
            **arguments,
        )
