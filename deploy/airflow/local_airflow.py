# SPDX-License-Identifier: Apache-2.0
"""A whole Airflow on this machine: its API server, scheduler, DAG processor and triggerer, on loopback and free ports."""

from __future__ import annotations

import base64
import json
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

COMPONENTS = ("api-server", "scheduler", "dag-processor", "triggerer")
USER = "admin"


class AirflowFailed(Exception):
    """Airflow does not do what it should; the message has the end of the log."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class LocalAirflow:
    """
    Starts and stops Airflow's processes; one at a time may be killed and started again.

    :param python: of a virtual environment with Airflow
    :param home: where it keeps everything; made when missing, readable by the owner only
    :param variables: more environment variables for its processes
    """

    def __init__(self, python: Path, home: Path, dags: Path, variables: Mapping[str, str], port: int = 0):
        self._python = python
        self._home = home
        self.port = port or free_port()
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.password = self._secret("password")
        (home / "passwords.json").write_text(json.dumps({USER: self.password}), encoding="utf-8")
        (home / "passwords.json").chmod(0o600)
        self._variables = {**os.environ, **self._configuration(dags), **variables}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._token = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _configuration(self, dags: Path) -> dict[str, str]:
        return {
            "AIRFLOW_HOME": str(self._home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__PARALLELISM": "3",
            "AIRFLOW__CORE__FERNET_KEY": base64.urlsafe_b64encode(bytes.fromhex(self._secret("fernet"))).decode(),
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.url}/execution/",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(self._home / "passwords.json"),
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.port),
            "AIRFLOW__API__BASE_URL": self.url,
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API__SECRET_KEY": self._secret("api"),
            "AIRFLOW__API_AUTH__JWT_SECRET": self._secret("jwt"),
            "AIRFLOW__LOGGING__WORKER_LOG_SERVER_PORT": str(free_port()),
            "AIRFLOW__LOGGING__TRIGGER_LOG_SERVER_PORT": str(free_port()),
            "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "10",
            "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "15",
            "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
            "PYTHONWARNINGS": "ignore",
        }

    def _secret(self, name: str) -> str:
        file = self._home / f".{name}"
        if not file.is_file():
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(32 if name != "password" else 12), encoding="utf-8")
        return file.read_text(encoding="utf-8")

    def start(self) -> None:
        """Returns when the API server answers and the scheduler beats."""
        self.command("db", "migrate")
        for component in COMPONENTS:
            self.start_component(component)
        self._await(lambda: self._healthy(), 240, "Airflow does not become healthy")

    def start_component(self, component: str) -> None:
        log = (self._home / f"{component}.log").open("ab")
        self.processes[component] = subprocess.Popen(
            [str(self._python), "-m", "airflow", component],
            env=self._variables,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def command(self, *arguments: str) -> str:
        ended = subprocess.run(
            [str(self._python), "-m", "airflow", *arguments],
            env=self._variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        if ended.returncode != 0:
            raise AirflowFailed(f"airflow {' '.join(arguments)}: {ended.stderr[-2000:]}")
        return ended.stdout

    def kill(self, component: str) -> None:
        """SIGKILL to the component and whatever it has started in its session."""
        process = self.processes[component]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self) -> None:
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def dead(self) -> list[str]:
        return [component for component, process in self.processes.items() if process.poll() is not None]

    def log_of(self, component: str) -> Path:
        return self._home / f"{component}.log"

    def _healthy(self) -> bool:
        for component in self.dead():
            tail = self.log_of(component).read_text(encoding="utf-8", errors="replace")[-3000:]
            raise AirflowFailed(f"Airflow's {component} has ended:\n{tail}")
        health = self.request("GET", "/api/v2/monitor/health", authenticated=False)
        return bool(health) and health["scheduler"]["status"] == "healthy"

    def await_dag(self, dag_id: str) -> None:
        self._await(lambda: self.request("GET", f"/api/v2/dags/{dag_id}") is not None, 180, f"Airflow does not know {dag_id}")

    def turn_on(self, dag_id: str) -> None:
        self.request("PATCH", f"/api/v2/dags/{dag_id}?update_mask=is_paused", {"is_paused": False})

    def trigger(self, dag_id: str) -> str:
        run = self.request("POST", f"/api/v2/dags/{dag_id}/dagRuns", {"logical_date": None})
        assert run is not None
        return str(run["dag_run_id"])

    def tasks(self, dag_id: str, run_id: str) -> list[dict[str, Any]]:
        answer = self.request("GET", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances")
        return list(answer["task_instances"]) if answer else []

    def run_state(self, dag_id: str, run_id: str) -> str:
        answer = self.request("GET", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}")
        return str(answer["state"]) if answer else "unknown"

    def await_run(self, dag_id: str, run_id: str, seconds: float) -> str:
        self._await(
            lambda: self.run_state(dag_id, run_id) in ("success", "failed"), seconds, f"the run {run_id} of {dag_id} does not end"
        )
        return self.run_state(dag_id, run_id)

    def task_log(self, dag_id: str, run_id: str, task_id: str, number: int) -> str:
        path = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/logs/{number}?full_content=true"
        answer = self.request("GET", path) or {"content": []}
        content = answer["content"]
        if isinstance(content, str):
            return content
        return "\n".join(each if isinstance(each, str) else str(each.get("event", "")) for each in content)

    def request(self, method: str, path: str, body: Any = None, authenticated: bool = True) -> Any:
        """The decoded answer; None when the server does not answer, or knows no such thing."""
        headers = {"Accept": "application/json", "Content-Type": "application/json"}
        if authenticated:
            headers["Authorization"] = f"Bearer {self._token or self._log_in()}"
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as e:
            if e.code == 404:
                return None
            raise AirflowFailed(f"{method} {path}: {e.code} {e.read()[:1000].decode(errors='replace')}") from None
        except OSError:
            return None

    def _log_in(self) -> str:
        answer = self.request("POST", "/auth/token", {"username": USER, "password": self.password}, authenticated=False)
        if answer is None:
            return ""
        self._token = str(answer["access_token"])
        return self._token

    @staticmethod
    def _await(condition: Any, seconds: float, complaint: str) -> None:
        until = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > until:
                raise AirflowFailed(f"{complaint} within {seconds:.0f} s")
            time.sleep(0.5)
