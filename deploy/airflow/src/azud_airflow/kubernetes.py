# SPDX-License-Identifier: Apache-2.0
"""The six tasks in pods. Needs apache-airflow-providers-cncf-kubernetes."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from kubernetes.client import models

from azud_airflow.compat import AirflowException, AirflowSkipException
from azud_airflow.operators import task_of
from azud_airflow.outcome import SKIP, read_outcome


class AzudKubernetesPodOperator(KubernetesPodOperator):
    """
    Runs one of the six tasks in a pod of Azud's image.

    What the environment file refers to comes from Kubernetes secrets, so that it is in no pod's description and in no log.

    :param pipeline: the pipeline file, where the pod finds it
    :param environment: the environment file, where the pod finds it
    :param secrets_from: names of Kubernetes secrets whose entries become the pod's variables
    """

    template_fields = ()

    def __init__(
        self,
        *,
        pipeline: str | os.PathLike[str],
        environment: str | os.PathLike[str],
        secrets_from: Sequence[str] = (),
        connections: Mapping[str, str] | None = None,
        task: str | None = None,
        **kwargs: Any,
    ):
        if connections:
            raise ValueError("a pod gets its secrets from Kubernetes, not from Airflow's connections: name them in secrets_from")
        name = task_of(str(kwargs.get("task_id", "")), task)
        super().__init__(
            cmds=["azud"],
            arguments=["task", name, "--pipeline", os.fspath(pipeline), "--environment", os.fspath(environment), "-o", "json"],
            env_from=[models.V1EnvFromSource(secret_ref=models.V1SecretEnvSource(name=each)) for each in secrets_from],
            skip_on_exit_code=SKIP,
            **kwargs,
        )
        self.pipeline = os.fspath(pipeline)
        self.environment = os.fspath(environment)
        self.task = name

    def cleanup(self, pod: Any, remote_pod: Any, *args: Any, **kwargs: Any) -> None:
        try:
            super().cleanup(pod, remote_pod, *args, **kwargs)
        except AirflowSkipException:
            raise
        except AirflowException as e:
            status = _exit_status(remote_pod, self.base_container_name)
            if status:
                read_outcome(self.task, status, "", str(e).splitlines()).settle()
            raise


def _exit_status(pod: Any, container: str) -> int | None:
    statuses = (pod.status.container_statuses if pod and pod.status else None) or []
    for status in statuses:
        if status.name == container and status.state and status.state.terminated:
            return int(status.state.terminated.exit_code)
    return None
