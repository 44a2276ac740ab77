# SPDX-License-Identifier: Apache-2.0
"""How a bad pipeline file becomes an import error while the DAG file that found it, and its other DAGs, are sound."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from airflow.sdk import DAG

from azud_airflow.definition import PipelineFileError, Problem


class InvalidPipelineFile(DAG):
    """
    Stands for a pipeline file that cannot be read, and never becomes a DAG: it fails to be validated or serialised, with the
    problems as the message.

    Airflow stops scheduling every DAG of a file with an import error. So the error must not be the DAG file's: where that is
    possible, in the DAG processor, this object fails late and says that it comes from the pipeline file.
    """

    @classmethod
    def each(cls, problems: list[Problem]) -> Iterator[InvalidPipelineFile]:
        """One for each file that has problems."""
        for number, (_, own) in enumerate(groupby(problems, key=lambda problem: problem.file), start=1):
            dag = cls(dag_id=f"azud_invalid_pipeline_{number}", schedule=None)
            dag.__dict__.update(own=list(own), all=problems)
            yield dag

    def validate(self) -> None:
        if not _in_dag_processor():
            raise PipelineFileError(self.__dict__["all"])

    @property
    def fileloc(self) -> str:
        own = self.__dict__.get("own")
        return os.fspath(own[0].file) if own else ""

    @fileloc.setter
    def fileloc(self, value: str) -> None:
        pass

    @property
    def tags(self) -> Any:
        if "own" in self.__dict__:
            raise PipelineFileError(self.__dict__["own"])
        return set()

    @tags.setter
    def tags(self, value: Any) -> None:
        pass


def _in_dag_processor() -> bool:
    """There a failure to serialise is reported for the file that the object names; elsewhere nothing is serialised."""
    return os.environ.get("_AIRFLOW_PROCESS_CONTEXT") == "client"
