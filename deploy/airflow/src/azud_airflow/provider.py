# SPDX-License-Identifier: Apache-2.0
"""What Airflow learns about this package from its entry point."""

from __future__ import annotations

from typing import Any


def get_provider_info() -> dict[str, Any]:
    return {
        "package-name": "azud-airflow",
        "name": "Azud",
        "description": "Azud's pipelines as DAGs: from Kafka and files to a lake and PostgreSQL, each record exactly once.",
        "integrations": [{"integration-name": "Azud", "external-doc-url": "", "tags": ["software"]}],
    }
