# SPDX-License-Identifier: Apache-2.0
# mypy: ignore-errors
"""The names that moved between Airflow 3.0 (Amazon MWAA) and 3.3, imported from where this Airflow has them."""

from __future__ import annotations

try:
    from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException
except ImportError:  # 3.0
    from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException

try:
    from airflow.sdk.definitions.context import get_parsing_context
except ImportError:  # pragma: no cover
    from airflow.sdk import get_parsing_context

try:
    from airflow.sdk.log import mask_secret
except ImportError:  # 3.0
    from airflow.sdk.execution_time.secrets_masker import mask_secret

try:
    from airflow.sdk import AsyncCallback, DeadlineAlert, DeadlineReference

    HAS_DEADLINES = True
except ImportError:  # 3.0
    HAS_DEADLINES = False

__all__ = [
    "HAS_DEADLINES",
    "AirflowException",
    "AirflowFailException",
    "AirflowSkipException",
    "get_parsing_context",
    "mask_secret",
]

if HAS_DEADLINES:
    __all__ += ["AsyncCallback", "DeadlineAlert", "DeadlineReference"]
