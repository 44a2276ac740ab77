# SPDX-License-Identifier: Apache-2.0
"""DAG files as Airflow reads them, on 3.0 and on 3.3."""

from __future__ import annotations

from pathlib import Path
from typing import Any

try:
    from airflow.dag_processing.dagbag import DagBag
except ImportError:  # 3.0
    from airflow.models.dagbag import DagBag
try:
    from airflow.serialization.serialized_objects import DagSerialization as Serialization
except ImportError:  # 3.0
    from airflow.serialization.serialized_objects import SerializedDAG as Serialization


def read(folder: Path) -> DagBag:
    return DagBag(str(folder))


def serialised(dag: Any) -> dict[str, Any]:
    return Serialization.to_dict(dag)["dag"]


def processed(folder: Path, monkeypatch: Any) -> tuple[list[str], dict[str, str]]:
    """The ids of the DAGs and the import errors that the DAG processor hands to the scheduler."""
    import structlog
    from airflow.dag_processing import processor

    monkeypatch.setenv("_AIRFLOW_PROCESS_CONTEXT", "client")
    fields = {"file": str(folder / "azud.py"), "bundle_path": folder, "bundle_name": "tests", "callback_requests": []}
    known = processor.DagFileParseRequest.model_fields
    request = processor.DagFileParseRequest(**{name: value for name, value in fields.items() if name in known})
    result = processor._parse_file(request, structlog.get_logger())
    return [dag.dag_id for dag in result.serialized_dags], result.import_errors


def shape(dag: Any) -> dict[str, set[str]]:
    return {task.task_id: set(task.downstream_task_ids) for task in dag.tasks}
