# SPDX-License-Identifier: Apache-2.0
"""Every test runs in an Airflow home of its own session, against a real azud command where one is needed."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples"
AZUD = Path(os.environ.get("AZUD_COMMAND") or ROOT / "cli" / "target" / "azud" / "bin" / "azud")

_HOME = tempfile.mkdtemp(prefix="azud-airflow-tests-")
for _name in [name for name in os.environ if name.startswith(("AIRFLOW_", "AZUD_", "_AIRFLOW"))]:
    del os.environ[_name]
os.environ.update(
    AIRFLOW_HOME=_HOME,
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__CORE__DAGS_FOLDER=f"{_HOME}/dags",
    AIRFLOW__LOGGING__LOGGING_LEVEL="INFO",
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED="False",
)
Path(_HOME, "dags").mkdir()


def pytest_sessionfinish() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(scope="session")
def azud() -> Path:
    """The packaged command."""
    if not AZUD.is_file():
        pytest.fail(f"there is no azud command at {AZUD}: build it with 'mvn -pl cli -am package', or set AZUD_COMMAND")
    return AZUD


@pytest.fixture
def dags_folder() -> Iterator[Path]:
    """The DAG folder of the Airflow that the tests run in."""
    folder = Path(_HOME, "dags")
    yield folder
    for file in folder.glob("*.py"):
        file.unlink()


@pytest.fixture(scope="session")
def airflow_database() -> None:
    """Airflow's metadata database, in SQLite."""
    subprocess.run([sys.executable, "-m", "airflow", "db", "migrate"], check=True, capture_output=True, timeout=180)


@pytest.fixture
def pipelines(tmp_path: Path) -> Callable[..., Path]:
    """Writes pipeline files: the airports example, with replacements."""
    text = (EXAMPLES / "airports" / "pipeline.yaml").read_text(encoding="utf-8")

    def write(file: str, *replacements: tuple[str, str]) -> Path:
        changed = text
        for old, new in replacements:
            assert old in changed
            changed = changed.replace(old, new, 1)
        path = tmp_path / "pipelines" / file
        path.parent.mkdir(exist_ok=True)
        path.write_text(changed, encoding="utf-8")
        return path

    return write


@pytest.fixture
def dag_file(tmp_path: Path) -> Callable[[str], Path]:
    """Writes the DAG file that users copy, and gives its directory."""

    def write(arguments: str = '"../pipelines"') -> Path:
        folder = tmp_path / "dags"
        folder.mkdir(exist_ok=True)
        text = f"from airflow.sdk import DAG\nfrom azud_airflow import load_pipelines\n\nload_pipelines(globals(), {arguments})\n"
        (folder / "azud.py").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def fake_azud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """An azud command that is a shell script, for what the real one cannot be made to do at will."""

    def write(script: str) -> Path:
        command = tmp_path / "azud"
        command.write_text("#!/bin/bash\n" + script, encoding="utf-8")
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("AZUD_COMMAND", str(command))
        return command

    return write


@pytest.fixture(scope="session")
def platform(azud: Path) -> Iterator[Path]:
    """The embedded platform; gives its environment file."""
    data = Path(tempfile.mkdtemp(prefix="azud-airflow-platform-"))
    log = data / "up.log"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen([azud, "up", "--data", data / "platform"], stdout=subprocess.PIPE, stderr=out, text=True)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Ready"):
                break
        else:
            pytest.fail(f"the embedded platform did not start: {log.read_text(encoding='utf-8')}")
        yield data / "platform" / "environment.yaml"
    finally:
        process.terminate()
        process.communicate(timeout=60)
        shutil.rmtree(data, ignore_errors=True)
