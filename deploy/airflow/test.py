#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the tests of the package in virtual environments of their own: all on Airflow 3.3.2, those of the DAG files on 3.0.6."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from venvs import HERE, CannotInstall, ensure

DAG_FILES = [
    "tests/test_definition.py",
    "tests/test_loader.py",
    "tests/test_operators.py",
    "tests/test_outcome.py",
    "tests/test_rendered.py",
]


def main() -> int:
    given = sys.argv[1:]
    try:
        newest = ensure(HERE / "target" / "venv-3.3.2", "test-3.3.2")
        oldest = ensure(HERE / "target" / "venv-3.0.6", "test-3.0.6")
    except CannotInstall as e:
        print(f"[ERROR] the tests of deploy/airflow cannot run: {e}", file=sys.stderr)
        return 1
    statuses = [run(oldest, "3.0.6", given or DAG_FILES), run(newest, "3.3.2", given or ["tests"])]
    return max(statuses)


def run(python: Path, airflow: str, tests: list[str]) -> int:
    report = HERE / "target" / "surefire-reports" / f"TEST-airflow-{airflow}.xml"
    command = [python, "-m", "pytest", f"--junitxml={report}", f"--junit-prefix=airflow-{airflow}", "--durations=5", *tests]
    status = subprocess.run(command, cwd=HERE, check=False).returncode
    if status != 0:
        print(f"[ERROR] tests of deploy/airflow failed on Airflow {airflow}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
