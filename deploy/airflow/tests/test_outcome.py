# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json

import pytest

from azud_airflow.compat import AirflowFailException, AirflowSkipException
from azud_airflow.outcome import TaskFailed, TaskWillRetry, read_outcome


def printed(code: str, retryable: bool) -> str:
    return json.dumps(
        {"task": "x", "status": "failed", "code": code, "message": "m", "retryable": retryable, "details": {"n": 1}}
    )


def settle(status: int, out: str = "", lines: list[str] | None = None):
    return read_outcome("cargar_datos_task", status, out, lines or []).settle()


def test_a_done_task_gives_its_outcome():
    assert settle(0, printed("OK", False))["details"] == {"n": 1}


def test_nothing_to_do_is_skipped():
    with pytest.raises(AirflowSkipException):
        settle(99, printed("NOTHING_TO_DO", False))


@pytest.mark.parametrize(
    ("status", "code", "retryable"),
    [(75, "TRY_AGAIN", True), (75, "COMMIT_UNKNOWN", True), (4, "KAFKA_UNREACHABLE", True), (4, "POSTGRES_UNREACHABLE", True)],
)
def test_what_may_pass_is_tried_again(status, code, retryable):
    with pytest.raises(TaskWillRetry, match=code):
        settle(status, printed(code, retryable))


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (3, "PIPELINE_INVALID"),
        (4, "KAFKA_REFUSED"),
        (5, "DEAD_LETTERS_OVER_LIMIT"),
        (6, "FENCED"),
        (1, "INTERNAL"),
        (2, "USAGE"),
    ],
)
def test_what_a_person_must_mend_is_not(status, code):
    with pytest.raises(TaskFailed, match=code) as e:
        settle(status, printed(code, False))
    assert isinstance(e.value, AirflowFailException)


def test_an_error_without_an_outcome_is_read_from_the_log():
    with pytest.raises(TaskFailed, match=r"PIPELINE_INVALID: p.yaml:3:1: no such option\n1 problem in p.yaml"):
        settle(3, "", ["a line", "error[PIPELINE_INVALID]: p.yaml:3:1: no such option", "1 problem in p.yaml"])


def test_a_process_that_was_killed_is_tried_again():
    with pytest.raises(TaskWillRetry, match="signal 9"):
        settle(137)


def test_java_out_of_memory_is_tried_again_and_not_taken_for_a_wrong_file():
    with pytest.raises(TaskWillRetry, match="AZUD_HEAP"):
        settle(3, "", ["Terminating due to java.lang.OutOfMemoryError: Java heap space"])


def test_output_that_is_no_outcome_is_not_believed():
    with pytest.raises(TaskFailed, match="status 1"):
        settle(1, "not json")


def test_an_azud_of_another_version_is_told_apart():
    newer = json.dumps({"apiVersion": "azud/v2", "code": "OK", "status": "done"})
    with pytest.raises(TaskFailed, match=r"VERSION_MISMATCH: azud speaks azud/v2.* of one release"):
        settle(0, newer)


def test_an_azud_that_does_not_understand_may_be_of_another_version():
    with pytest.raises(TaskFailed, match=r"USAGE: Unknown option(.|\n)*of one release"):
        settle(2, "", ["error[USAGE]: Unknown option: --pipeline"])
