# SPDX-License-Identifier: Apache-2.0
"""The code is laid out, checked and typed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT

HERE = ROOT / "deploy" / "airflow"
CHECKS = {
    "layout": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy", "src", "venvs.py", "local_airflow.py", "start.py"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_the_code_is_in_order(check):
    ended = subprocess.run([sys.executable, "-m", *CHECKS[check]], cwd=HERE, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_no_list_of_packages_names_a_registry():
    for file in (HERE / "requirements").iterdir():
        assert "://" not in file.read_text(encoding="utf-8"), file
