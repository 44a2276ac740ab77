#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""``./azud airflow``: Airflow on this machine, with the flights pipeline on the embedded platform."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from local_airflow import USER, AirflowFailed, LocalAirflow
from venvs import CannotInstall, ensure

ROOT = Path(__file__).resolve().parents[2]
AZUD = Path(os.environ.get("AZUD_COMMAND") or ROOT / "cli" / "target" / "azud" / "bin" / "azud")
FLIGHTS = ROOT / "examples" / "flights"
REQUIREMENTS = "airflow-3.3.2"

DAG_FILE = """\
from airflow.sdk import DAG
from azud_airflow import load_monitoring, load_pipelines

load_pipelines(globals(), {examples!r}, environment={environment!r})
load_monitoring(globals(), {examples!r}, environment={environment!r})
"""


def main() -> int:
    options = _options()
    data = options.data.resolve()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(143))
    platform: subprocess.Popen[str] | None = None
    airflow: LocalAirflow | None = None
    try:
        _say("Airflow 3.3.2, in a virtual environment: the first time takes a minute or two …")
        python = ensure(data / "venv", REQUIREMENTS)
        _say("Kafka, PostgreSQL and S3 …")
        environment = options.environment
        if environment is None:
            platform, environment = _platform(data / "platform")
            _publish(python, environment)
        dags = data / "dags"
        dags.mkdir(exist_ok=True)
        (dags / "azud.py").write_text(
            DAG_FILE.format(examples=str(ROOT / "examples"), environment=str(environment)), encoding="utf-8"
        )
        _say("Airflow's API server, scheduler, DAG processor and triggerer …")
        airflow = LocalAirflow(python, data / "airflow", dags, {"AZUD_COMMAND": str(AZUD)}, options.port)
        airflow.start()
        return _use(airflow, once=options.once)
    except subprocess.CalledProcessError as e:
        print(f"error[AIRFLOW]: {Path(e.cmd[0]).name} {e.cmd[1]} failed; what it says is above", file=sys.stderr)
        return 4
    except (CannotInstall, AirflowFailed) as e:
        print(f"error[AIRFLOW]: {e}", file=sys.stderr)
        return 4
    except KeyboardInterrupt:
        return 130
    finally:
        _stop(airflow, platform)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="azud airflow", description=__doc__.split("\n")[0].replace("``", ""))
    parser.add_argument("--data", type=Path, default=ROOT / ".azud" / "airflow", metavar="DIR", help="where everything is kept")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="Airflow's page; by default a free port")
    parser.add_argument(
        "--environment", type=Path, metavar="FILE", help="an environment that runs already, instead of the embedded platform"
    )
    parser.add_argument("--once", action="store_true", help="run the six tasks once, and end with what became of them")
    return parser.parse_args()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _platform(data: Path) -> tuple[subprocess.Popen[str], Path]:
    process = subprocess.Popen([AZUD, "up", "--data", data], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Ready"):
            return process, data / "environment.yaml"
    raise AirflowFailed(f"the embedded platform did not start (status {process.wait()})")


def _publish(python: Path, environment: Path) -> None:
    """The flights of 2013, when the topic has none yet."""
    apply: list[str | Path] = [AZUD, "apply", FLIGHTS / "pipeline.yaml", "-e", environment]
    subprocess.run(apply, check=True, stdout=subprocess.DEVNULL)
    command = [
        python,
        Path(__file__).with_name("publish_flights.py"),
        environment.with_name("endpoints.json"),
        FLIGHTS,
        "flights.raw",
    ]
    subprocess.run(command, check=True)


def _use(airflow: LocalAirflow, once: bool) -> int:
    for dag_id in ("flights", "azud_monitoring"):
        airflow.await_dag(dag_id)
        airflow.turn_on(dag_id)
    run_id = airflow.trigger("flights")
    print(f"\nAirflow:  {airflow.url}\nuser:     {USER}\npassword: {airflow.password}\n")
    if once:
        return _result(airflow, run_id)
    print("The flights pipeline runs now. Ctrl-C stops everything; the same command goes on with the same data.", flush=True)
    while not (dead := airflow.dead()):
        time.sleep(2)
    raise AirflowFailed(f"Airflow's {dead[0]} has ended; its log is {airflow.log_of(dead[0])}")


def _result(airflow: LocalAirflow, run_id: str) -> int:
    state = airflow.await_run("flights", run_id, 1800)
    for task in sorted(airflow.tasks("flights", run_id), key=lambda each: each["start_date"] or "~"):
        seconds = f"{task['duration']:.1f} s" if task["duration"] else ""
        print(f"{task['task_id']:<24} {task['state']:<10} {seconds}", flush=True)
    return 0 if state == "success" else 1


def _stop(airflow: LocalAirflow | None, platform: subprocess.Popen[str] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if airflow is not None:
        airflow.stop()
    if platform is not None:
        os.killpg(platform.pid, signal.SIGTERM)
        platform.wait()


if __name__ == "__main__":
    sys.exit(main())
