# SPDX-License-Identifier: Apache-2.0
"""Virtual environments with pinned packages, made anew when the pins change."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
UV = "uv==0.13.9"


class CannotInstall(Exception):
    """The packages cannot be installed; the message says what to do."""


def ensure(directory: Path, requirements: str) -> Path:
    """
    The Python of a virtual environment that has the requirements, and this package as it stands.

    :param requirements: the name of a list in requirements/, without its ending
    """
    pins = HERE / "requirements" / f"{requirements}.txt"
    python = directory / "bin" / "python"
    stamp = directory / ".made-from"
    made_from = hashlib.sha256(pins.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == made_from:
        return python
    shutil.rmtree(directory, ignore_errors=True)
    directory.parent.mkdir(parents=True, exist_ok=True)
    _create(directory)
    _install(python, pins)
    _add_package(python)
    stamp.write_text(made_from, encoding="utf-8")
    return python


def _create(directory: Path) -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise CannotInstall("Python cannot make virtual environments here; install it (Debian: apt-get install python3-venv)")
    _run([sys.executable, "-m", "venv", str(directory)], "the virtual environment cannot be made")


def _install(python: Path, pins: Path) -> None:
    """uv takes seconds where pip takes minutes; where there is no uv, pip does."""
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    uv = shutil.which("uv")
    if uv is None and subprocess.run([*pip, UV], capture_output=True, check=False).returncode == 0:
        uv = str(python.parent / "uv")
    installer = [uv, "pip", "install", "--quiet", "--python", str(python)] if uv else pip
    _run([*installer, "-r", str(pins)], f"the packages of {pins.name} cannot be installed")


def _add_package(python: Path) -> None:
    """The package's sources are put on the path as they stand; its entry point is left to real installations."""
    site = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], capture_output=True, text=True, check=True
    ).stdout.strip()
    Path(site, "azud_airflow.pth").write_text(f"{HERE / 'src'}{os.linesep}", encoding="utf-8")


def _run(command: list[str], complaint: str) -> None:
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise CannotInstall(f"{complaint}:\n{(ended.stderr or ended.stdout).strip()[-2000:]}")
