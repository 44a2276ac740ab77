# SPDX-License-Identifier: Apache-2.0
"""A real statsd_exporter with the mappings that Azud ships, and a real Prometheus that scrapes it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

STATSD_EXPORTER = "github.com/prometheus/statsd_exporter@v0.24.0"
MAPPINGS = ROOT / "deploy" / "prometheus" / "exporters" / "airflow-statsd.yml"
DASHBOARD = ROOT / "deploy" / "grafana" / "dashboards" / "azud-airflow.json"


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    with socket.socket(type=kind) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def statsd_exporter() -> Path:
    """The program; built when there is none on the path."""
    found = shutil.which("statsd_exporter")
    if found:
        return Path(found)
    built = ROOT / "deploy" / "airflow" / "target" / "bin" / "statsd_exporter"
    if not built.is_file():
        go = shutil.which("go")
        if go is None:
            pytest.fail("Airflow's dashboard is tested with statsd_exporter, which Go builds (Debian: apt-get install golang-go)")
        variables = {**os.environ, "GOBIN": str(built.parent)}
        subprocess.run([go, "install", STATSD_EXPORTER], env=variables, check=True, capture_output=True, timeout=600)
    return built


def prometheus() -> Path:
    found = shutil.which("prometheus")
    if not found:
        pytest.fail("Airflow's dashboard is tested with Prometheus (Debian: apt-get install prometheus)")
    return Path(found)


def panels() -> dict[str, str]:
    """The query of each panel of Airflow's dashboard, with Grafana's variables filled in."""
    board = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    targets = [(panel["title"], target) for panel in board["panels"] for target in panel.get("targets", [])]
    return {f"{title}: {target['refId']}": _filled_in(target["expr"]) for title, target in targets}


def _filled_in(expression: str) -> str:
    for variable, value in [("$__rate_interval", "5m"), ("$job", ".*"), ("$instance", ".*")]:
        expression = expression.replace(variable, value)
    return expression


class Observers:
    """Both programs, on loopback and free ports, until :meth:`stop`."""

    def __init__(self, directory: Path) -> None:
        self.statsd_port = free_port(socket.SOCK_DGRAM)
        self._exporter_port = free_port()
        self._prometheus_port = free_port()
        directory.mkdir()
        self._processes = [self._start_exporter(directory), self._start_prometheus(directory)]

    def _start_exporter(self, directory: Path) -> subprocess.Popen[bytes]:
        return self._start(
            directory,
            statsd_exporter(),
            f"--statsd.mapping-config={MAPPINGS}",
            f"--statsd.listen-udp=127.0.0.1:{self.statsd_port}",
            "--statsd.listen-tcp=",
            f"--web.listen-address=127.0.0.1:{self._exporter_port}",
        )

    def _start_prometheus(self, directory: Path) -> subprocess.Popen[bytes]:
        target = f"127.0.0.1:{self._exporter_port}"
        scrape = {"job_name": "airflow", "scrape_interval": "1s", "static_configs": [{"targets": [target]}]}
        file = directory / "prometheus.yml"
        file.write_text(json.dumps({"scrape_configs": [scrape]}), encoding="utf-8")
        return self._start(
            directory,
            prometheus(),
            f"--config.file={file}",
            f"--storage.tsdb.path={directory / 'data'}",
            f"--web.listen-address=127.0.0.1:{self._prometheus_port}",
        )

    @staticmethod
    def _start(directory: Path, program: Path, *arguments: str) -> subprocess.Popen[bytes]:
        log = (directory / f"{program.name}.log").open("wb")
        return subprocess.Popen([program, *arguments], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)

    def query(self, expression: str) -> list[dict[str, Any]]:
        """The series of an instant query; none while Prometheus does not answer."""
        url = f"http://127.0.0.1:{self._prometheus_port}/api/v1/query?{urllib.parse.urlencode({'query': expression})}"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return list(json.load(answer)["data"]["result"])
        except OSError:
            return []

    def await_all(self, queries: dict[str, str], seconds: float) -> dict[str, str]:
        """Those of the queries that give no data, when the time is over."""
        until = time.monotonic() + seconds
        empty = queries
        while (empty := {name: each for name, each in empty.items() if not self.query(each)}) and time.monotonic() < until:
            time.sleep(1)
        return empty

    def stop(self) -> None:
        for process in self._processes:
            process.terminate()
            process.wait(30)
