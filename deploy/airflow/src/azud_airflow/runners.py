# SPDX-License-Identifier: Apache-2.0
"""What runs the six tasks: the command on a worker, ``spark-submit``, or a pod. Others (EMR, Glue) implement the protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
