# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest

from azud_airflow import AzudOperator, open_incident
from azud_airflow.compat import AirflowFailException, AirflowSkipException
from azud_airflow.outcome import Outcome, TaskFailed, TaskWillRetry

SECRET = "pass word'\"$x"  # noqa: S105


class Instance:
    """What execute needs of a task instance."""

    def __init__(self):
        self.pushed = {}

    def xcom_push(self, key, value):
        self.pushed[key] = value


@pytest.fixture
def connections(monkeypatch):
    def define(**definitions):
        for name, definition in definitions.items():
            monkeypatch.setenv(f"AIRFLOW_CONN_{name.upper()}", json.dumps(definition))

    return define


@pytest.fixture
def everything(connections):
    connections(
        kafka={
            "conn_type": "kafka",
            "extra": {
                "bootstrap.servers": "broker:9092",
                "security.protocol": "SASL_SSL",
                "sasl.mechanism": "SCRAM-SHA-512",
                "sasl.username": "azud",
                "sasl.password": SECRET,
            },
        },
        postgres={
            "conn_type": "postgres",
            "host": "db",
            "port": 5433,
            "schema": "azud",
            "login": "azud",
            "password": SECRET,
            "extra": {"sslmode": "require"},
        },
        aws={
            "conn_type": "aws",
            "login": "AKIA",
            "password": SECRET,
            "extra": {"endpoint_url": "http://s3:9000", "region_name": "eu-west-1", "warehouse": "s3://lake/warehouse"},
        },
        spark={"conn_type": "spark", "host": "spark://spark", "port": 7077},
    )


def run(pipeline, task="inicializar_task", **arguments):
    instance = Instance()
    operator = AzudOperator(task_id=task, pipeline=pipeline, **arguments)
    return operator.execute({"ti": instance}), instance


def test_runs_the_task_and_gives_its_outcome(fake_azud, pipelines, everything):
    fake_azud("""echo '{"task": "inicializar_task", "code": "OK", "status": "done", "message": "'$1 $2 $3 $5 $7 $8'"}'""")
    outcome, instance = run(pipelines("p.yaml"))
    assert outcome["message"] == "task inicializar_task --pipeline --environment -o json"
    assert instance.pushed["azud_outcome"] == outcome


@pytest.mark.parametrize(
    ("status", "raised"), [(99, AirflowSkipException), (75, TaskWillRetry), (6, TaskFailed), (3, TaskFailed)]
)
def test_settles_by_the_exit_status(fake_azud, pipelines, everything, status, raised):
    fake_azud(f"echo 'error[FENCED]: m' >&2; exit {status}")
    with pytest.raises(raised):
        run(pipelines("p.yaml"))


def test_the_outcome_is_in_the_log_whatever_it_is(fake_azud, pipelines, everything, capfd):
    fake_azud("echo 'error[FENCED]: somebody else' >&2; exit 6")
    with pytest.raises(TaskFailed):
        run(pipelines("p.yaml"))
    assert re.search(r'outcome: \{"task": "inicializar_task".*"FENCED"', capfd.readouterr().out)


def test_connections_reach_the_task_as_variables_only(fake_azud, pipelines, everything, tmp_path, capfd):
    fake_azud(
        f"""env > {tmp_path}/variables; printf '%s\\n' "$@" > {tmp_path}/arguments; cat "$6" > {tmp_path}/environment.yaml
        stat -c %a "$(dirname "$6")" > {tmp_path}/mode; echo '{{"code": "OK"}}'"""
    )
    outcome, _ = run(pipelines("p.yaml", ('files: {path: "*.csv", format: csv}', "kafka: {topic: t}")))
    variables = (tmp_path / "variables").read_text(encoding="utf-8")
    assert f"AZUD_POSTGRES_PASSWORD={SECRET}\n" in variables
    assert "AZUD_POSTGRES_URL=jdbc:postgresql://db:5433/azud?sslmode=require\n" in variables
    assert "AZUD_KAFKA_BOOTSTRAP_SERVERS=broker:9092\n" in variables
    assert 'ScramLoginModule required username="azud" password="pass word\'\\"$x";\n' in variables
    assert f"AZUD_STORE_SECRET_KEY={SECRET}\n" in variables
    assert "AZUD_SPARK_MASTER=spark://spark:7077\n" in variables
    assert "AIRFLOW_CONN_" not in variables
    written = "".join((tmp_path / name).read_text(encoding="utf-8") for name in ("arguments", "environment.yaml"))
    assert SECRET not in written
    logged = "".join(capfd.readouterr())
    assert "outcome: " in logged
    assert "pass word" not in written + str(outcome) + logged
    assert (tmp_path / "mode").read_text(encoding="utf-8") == "700\n"


def test_the_composed_environment_file_is_one_that_azud_reads(azud, fake_azud, pipelines, everything):
    fake_azud(f"""{azud} validate "$4" --environment "$6" >&2 && echo '{{"code": "OK"}}'""")
    assert run(pipelines("p.yaml"))[0]["code"] == "OK"


def test_airflows_own_secrets_stay_with_airflow(fake_azud, pipelines, everything, monkeypatch):
    monkeypatch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_X", "secret")
    fake_azud("""env | grep -q ^AIRFLOW__ && exit 1; echo '{"code": "OK"}'""")
    assert run(pipelines("p.yaml"))[0]["code"] == "OK"


def test_with_an_environment_file_the_connections_are_extra(fake_azud, pipelines, connections, tmp_path):
    environment = tmp_path / "environment.yaml"
    environment.write_text("", encoding="utf-8")
    connections(warehouse={"conn_type": "postgres", "host": "h", "schema": "d", "login": "l", "password": "p"})
    fake_azud("""[ "$AZUD_POSTGRES_PASSWORD" = p ] && [[ "$6" == */environment.yaml ]] && echo '{"code": "OK"}'""")
    assert run(pipelines("p.yaml"), environment=environment, connections={"postgres": "warehouse"})[0]["code"] == "OK"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({}, 'the connection "postgres" \\(postgres\\) is not defined in Airflow.* AIRFLOW_CONN_POSTGRES'),
        ({"connections": {"postgres": "nope"}}, "AIRFLOW_CONN_NOPE"),
        ({"environment": "/nowhere/environment.yaml"}, "the environment file /nowhere/environment.yaml is not there"),
        ({"command": "azud-nowhere"}, 'there is no command "azud-nowhere" on this worker.*AZUD_COMMAND'),
    ],
)
def test_says_what_to_do_when_something_is_missing(fake_azud, pipelines, arguments, said):
    fake_azud("exit 0")
    with pytest.raises(AirflowFailException, match=said):
        run(pipelines("p.yaml"), **arguments)


def test_says_that_the_pipeline_file_is_missing(fake_azud):
    fake_azud("exit 0")
    with pytest.raises(AirflowFailException, match=r"the pipeline file /nowhere\.yaml is not there on this worker"):
        run("/nowhere.yaml")


def test_says_that_the_warehouse_is_missing(fake_azud, pipelines, everything, connections):
    connections(aws={"conn_type": "aws"})
    fake_azud("exit 0")
    with pytest.raises(AirflowFailException, match='"warehouse"'):
        run(pipelines("p.yaml"))


@pytest.mark.parametrize("task", ["{{ ds }}", "cargar", "cargar_datos_task; reboot"])
def test_knows_only_the_six_tasks(task):
    with pytest.raises(ValueError, match="there is no task"):
        AzudOperator(task_id="t", task=task, pipeline="p.yaml")


def test_nothing_is_a_template():
    assert tuple(AzudOperator.template_fields) == ()


def failed_context(pipeline, error):
    task = AzudOperator(task_id="cargar_datos_task", pipeline=pipeline)
    ti = SimpleNamespace(dag_id="d", run_id="r", task_id="cargar_datos_task", try_number=2, log_url="http://airflow/log")
    return {"task": task, "ti": ti, "exception": error}


def test_a_failed_task_opens_an_incident_with_its_outcome(fake_azud, pipelines, everything, tmp_path, caplog):
    fake_azud(f'printf \'%s\\n\' "$@" > {tmp_path}/arguments; echo \'{{"filing": "opened"}}\'')
    outcome = Outcome("cargar_datos_task", "failed", "FENCED", "somebody else", 6, False)
    open_incident(failed_context(pipelines("p.yaml"), TaskFailed(outcome)))
    arguments = (tmp_path / "arguments").read_text(encoding="utf-8").splitlines()
    assert arguments[:2] == ["incident", "open"]
    assert arguments[arguments.index("--code") + 1] == "FENCED"
    assert "run_id=r" in arguments
    assert "log_url=http://airflow/log" in arguments
    assert any('"exit_status": 6' in argument for argument in arguments)
    assert caplog.messages[-1] == "FENCED: somebody else"


@pytest.mark.parametrize("script", ["exit 2", "echo no >&2; exit 4", "kill -9 $$"])
def test_an_incident_that_cannot_be_opened_leaves_the_outcome_in_the_log(fake_azud, pipelines, everything, caplog, script):
    fake_azud(script)
    outcome = Outcome("cargar_datos_task", "failed", "FENCED", "somebody else", 6, False)
    open_incident(failed_context(pipelines("p.yaml"), TaskFailed(outcome)))
    assert any("no incident could be opened" in message for message in caplog.messages)
    assert any(message.startswith("outcome: ") and '"FENCED"' in message for message in caplog.messages)
    assert caplog.messages[-1] == "FENCED: somebody else"


def test_a_task_that_was_ended_from_outside_opens_an_incident_too(fake_azud, pipelines, everything, tmp_path):
    fake_azud(f"printf '%s\\n' \"$@\" > {tmp_path}/arguments")
    open_incident(failed_context(pipelines("p.yaml"), None))
    assert "TASK_FAILED" in (tmp_path / "arguments").read_text(encoding="utf-8")


def test_a_load_that_an_earlier_try_has_done_is_done(fake_azud, pipelines, everything):
    """The first try's process may outlive a killed scheduler and finish; what waits for the tables must hear of it."""
    fake_azud("""echo '{"code": "NOTHING_TO_DO", "status": "skipped", "message": "no batch is prepared"}'; exit 99""")
    instance = Instance()
    operator = AzudOperator(task_id="cargar_datos_task", pipeline=pipelines("p.yaml"))
    with pytest.raises(AirflowSkipException):
        operator.execute({"ti": instance})
    instance.try_number = 2
    assert operator.execute({"ti": instance})["code"] == "NOTHING_TO_DO"
