# SPDX-License-Identifier: Apache-2.0
"""How a bad pipeline file becomes an import error while the DAG file that found it, and its other DAGs, are sound."""

from __future__ import annotations

import os
from typing import Any

from airflow.sdk import DAG

from azud_airflow.definition import PipelineFileError, Problem


class InvalidPipelineFiles(DAG):
    """
    Stands for pipeline files that cannot be read, and never becomes a DAG: it fails to be validated or serialised, with the
    problems as the message.

    Airflow stops scheduling every DAG of a file with an import error. So the error must not be the DAG file's: this object
    says that it comes from the pipeline file.
    """

    @classmethod
    def of(cls, problems: list[Problem]) -> InvalidPipelineFiles:
        dag = cls(dag_id="azud_invalid_pipeline_files", schedule=None)
        dag.__dict__["problems"] = problems
        return dag

    def validate(self) -> None:
        if not _in_dag_processor():
            raise self._error()

    @property
    def fileloc(self) -> str:  # type: ignore[override]
        return self._file()

    @fileloc.setter
    def fileloc(self, value: str) -> None:
        self.__dict__["dag_file"] = value

    @property
    def relative_fileloc(self) -> str | None:  # type: ignore[override]
        dag_file, bundle_relative = self.__dict__.get("dag_file"), self.__dict__.get("relative")
        if not dag_file or not bundle_relative or not dag_file.endswith(bundle_relative):
            return self._file()
        bundle = dag_file.removesuffix(bundle_relative)
        return self._file().removeprefix(bundle)

    @relative_fileloc.setter
    def relative_fileloc(self, value: str | None) -> None:
        self.__dict__["relative"] = value

    @property
    def tags(self) -> Any:  # type: ignore[override]
        if "problems" in self.__dict__:
            raise self._error()
        return set()

    @tags.setter
    def tags(self, value: Any) -> None:
        pass

    def _file(self) -> str:
        problems = self.__dict__.get("problems")
        return os.fspath(problems[0].file) if problems else ""

    def _error(self) -> PipelineFileError:
        return PipelineFileError(self.__dict__["problems"])


def _in_dag_processor() -> bool:
    """There a failure to serialise is reported for the file that the object names; elsewhere nothing is serialised."""
    return os.environ.get("_AIRFLOW_PROCESS_CONTEXT") == "client"
