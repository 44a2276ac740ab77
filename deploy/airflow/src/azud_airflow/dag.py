# SPDX-License-Identifier: Apache-2.0
"""One pipeline as one DAG of six tasks. ``azud render airflow`` writes the same as a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from airflow.sdk import DAG, Asset

from azud_airflow.callbacks import finish_within, open_incident
from azud_airflow.definition import Pipeline
from azud_airflow.runners import LocalCommand, Runner


@dataclass(frozen=True)
class DagOptions:
    """
    What a deployment decides, for all of its pipelines.

    :param environment: the environment file; without it Airflow's connections say where things are
    :param connections: ids of the connections kafka, spark, postgres and aws, where they differ from that
    :param runner: what runs the tasks
    :param pool: the pool of the two tasks that move data; it must exist
    :param control_topic: a Kafka topic; each message on it starts a run, beside the schedule
    :param default_args: arguments of all tasks, over those that Azud gives
    """

    environment: str | os.PathLike[str] | None = None
    connections: Mapping[str, str] = field(default_factory=dict)
    runner: Runner = field(default_factory=LocalCommand)
    pool: str | None = None
    control_topic: str | None = None
    catchup: bool = False
    start_date: datetime | None = None
    default_args: Mapping[str, Any] = field(default_factory=dict)


class PipelineDag(DAG):
    """A DAG that can be tested although it has a deadline: ``dag.test()`` of Airflow 3.3.2 fails on it (apache/airflow#73428)."""

    def test(self, *args: Any, **kwargs: Any) -> Any:
        deadline, self.deadline = getattr(self, "deadline", None), None
        try:
            return super().test(*args, **kwargs)
        finally:
            self.deadline = deadline


def pipeline_dag(pipeline: Pipeline, options: DagOptions) -> DAG:
    """The DAG of a pipeline; nothing is connected to while it is built."""
    environment = os.fspath(options.environment) if options.environment is not None else None
    default_args: dict[str, Any] = {
        "owner": "azud",
        "retries": 5,
        "retry_delay": timedelta(minutes=1),
        "execution_timeout": timedelta(minutes=10),
        "on_failure_callback": open_incident,
        **options.runner.arguments(),
        **options.default_args,
    }
    with PipelineDag(
        dag_id=pipeline.name,
        description=pipeline.description,
        schedule=_schedule(pipeline, options),
        start_date=options.start_date,
        catchup=options.catchup,
        max_active_runs=1,
        dagrun_timeout=timedelta(hours=6),
        default_args=default_args,
        tags=["azud"],
        **(finish_within(pipeline.freshness, pipeline.file, environment) if pipeline.freshness else {}),
    ) as dag:
        _tasks(pipeline, options, environment)
    return dag


def _tasks(pipeline: Pipeline, options: DagOptions, environment: str | None) -> None:
    def task(task_id: str, **arguments: Any) -> Any:
        return options.runner.task(
            task_id,
            pipeline=os.fspath(pipeline.file),
            environment=environment,
            connections=options.connections,
            **arguments,
        )

    moving: dict[str, Any] = {"execution_timeout": timedelta(hours=2)}
    if options.pool is not None:
        moving["pool"] = options.pool
    inicializar_task = task("inicializar_task")
    conexion_kafka_task = task("conexion_kafka_task")
    kubernetes_task = task("kubernetes_task")
    conexion_spark_task = task("conexion_spark_task")
    transformar_datos_task = task("transformar_datos_task", inlets=inlets(pipeline), **moving)
    cargar_datos_task = task("cargar_datos_task", outlets=outlets(pipeline), **moving)

    inicializar_task >> [conexion_kafka_task, kubernetes_task, conexion_spark_task] >> transformar_datos_task
    transformar_datos_task >> cargar_datos_task


def inlets(pipeline: Pipeline) -> list[Asset]:
    """The Kafka topic, as Airflow knows it."""
    return [_asset("kafka", pipeline.topic)] if pipeline.topic else []


def outlets(pipeline: Pipeline) -> list[Asset]:
    """The tables, as Airflow knows them. Pipelines that share a table share the asset."""
    tables = [("lake", pipeline.lake), ("postgres", pipeline.postgres)]
    return [_asset(system, table) for system, table in tables if table]


def _asset(system: str, name: str) -> Asset:
    return Asset(name=f"{system}/{name}", uri=f"azud://{system}/{name}")


def _schedule(pipeline: Pipeline, options: DagOptions) -> Any:
    if options.control_topic is None:
        return pipeline.cron
    from azud_airflow.events import control_asset, cron_or_asset

    asset = control_asset(pipeline.name, options.control_topic)
    return [asset] if pipeline.cron is None else cron_or_asset(pipeline.cron, asset)
