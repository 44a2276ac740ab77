# SPDX-License-Identifier: Apache-2.0
"""Azud's pipelines as Airflow DAGs."""

from azud_airflow.callbacks import finish_within, open_incident
from azud_airflow.dag import DagOptions, PipelineDag, pipeline_dag
from azud_airflow.loader import load_pipelines
from azud_airflow.monitoring import load_monitoring
from azud_airflow.operators import TASK_IDS, AzudOperator
from azud_airflow.runners import KubernetesPod, LocalCommand, Runner, SparkSubmit

__version__ = "0.1.0"

__all__ = [
    "TASK_IDS",
    "AzudOperator",
    "DagOptions",
    "KubernetesPod",
    "LocalCommand",
    "PipelineDag",
    "Runner",
    "SparkSubmit",
    "finish_within",
    "load_monitoring",
    "load_pipelines",
    "open_incident",
    "pipeline_dag",
]
