# SPDX-License-Identifier: Apache-2.0
"""Judges what was measured of a pipeline: what is well, what Azud may mend by itself, and what a person must see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from azud_airflow.metrics import Metrics

SMALL_FILES = 200
DISK_LEFT = 0.1
DEAD_LETTER_WARNING = 0.8


class Remedy(str, Enum):
    """What level 1 does. All of them are safe to repeat, and none can lose data."""

    NONE = "none"
    START_RUN = "start a run"
    APPLY = "azud apply"
    MAINTAIN = "azud maintain"


@dataclass(frozen=True)
class Finding:
    """
    Something that is not as it should be.

    :param check: what was looked at
    :param code: an error code, or a word like it
    """

    check: str
    code: str
    message: str
    remedy: Remedy

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "remedy": self.remedy.value}


Check = Callable[[Metrics, float], Iterator[Finding]]


def judge(metrics: Metrics, now: float) -> list[Finding]:
    """
    :param now: seconds since 1970
    """
    return [finding for check in CHECKS for finding in check(metrics, now)]


def measured(metrics: Metrics, now: float) -> dict[str, float | None]:
    """The numbers that were judged, for the task's result."""
    freshness = metrics.lowest("azud_sink_freshness_timestamp_seconds")
    return {
        "lag_records": metrics.highest("azud_sink_lag_records"),
        "freshness_seconds": now - freshness if freshness is not None else None,
        "dead_letter_ratio": _dead_letter_ratio(metrics),
        "unbalanced_partitions": metrics.highest("azud_books_unbalanced_partitions"),
        "partitions_ahead": metrics.lowest("azud_postgres_partitions_ahead"),
        "small_files": metrics.highest("azud_lake_small_files"),
        "last_load_timestamp_seconds": metrics.first("azud_task_last_success_timestamp_seconds", task="cargar_datos_task"),
        "disk_free_ratio": min(_disk_left(metrics).values(), default=None),
    }


def _reachable(metrics: Metrics, now: float) -> Iterator[Finding]:
    for sample in metrics.of("azud_probe_up"):
        if sample.value == 0:
            target = sample.labels["target"]
            why = [each.labels["code"] for each in metrics.of("azud_probe_failures_total", target=target) if each.value > 0]
            code = why[0] if why else "TARGET_UNREACHABLE"
            yield Finding("reachable", code, f"the {target} could not be asked", Remedy.NONE)


def _lag(metrics: Metrics, now: float) -> Iterator[Finding]:
    lag, objective = metrics.highest("azud_sink_lag_records"), metrics.first("azud_objective_lag_records")
    if lag is not None and objective is not None and lag > objective:
        message = f"{lag:,.0f} records are not yet in every store, the objective is {objective:,.0f}"
        yield Finding("lag", "LAG_OVER_OBJECTIVE", message, Remedy.START_RUN)


def _freshness(metrics: Metrics, now: float) -> Iterator[Finding]:
    objective = metrics.first("azud_objective_freshness_seconds")
    oldest = metrics.lowest("azud_sink_freshness_timestamp_seconds")
    pending = metrics.highest("azud_sink_lag_records") or 0
    if objective is not None and oldest is not None and pending > 0 and now - oldest > objective:
        message = f"the newest visible record is {now - oldest:,.0f} s old, the objective is {objective:,.0f} s"
        yield Finding("freshness", "FRESHNESS_OVER_OBJECTIVE", message, Remedy.START_RUN)


def _dead_letters(metrics: Metrics, now: float) -> Iterator[Finding]:
    ratio, limit = _dead_letter_ratio(metrics), metrics.first("azud_objective_dead_letter_ratio")
    if ratio is not None and limit is not None and limit < 1 and ratio > limit * DEAD_LETTER_WARNING:
        message = f"{ratio:.2%} of the records are rejected, at {limit:.2%} the pipeline stops"
        yield Finding("dead_letters", "DEAD_LETTERS_NEAR_LIMIT", message, Remedy.NONE)


def _books(metrics: Metrics, now: float) -> Iterator[Finding]:
    for sample in metrics.of("azud_books_unbalanced_partitions"):
        if sample.value > 0:
            message = (
                f"the books of {sample.value:.0f} partitions of {sample.labels['sink']} do not balance; azud verify shows where"
            )
            yield Finding("books", "BOOKS_UNBALANCED", message, Remedy.NONE)


def _partitions(metrics: Metrics, now: float) -> Iterator[Finding]:
    ahead = metrics.first("azud_postgres_partitions_ahead")
    declared = metrics.first("azud_postgres_partitions_ahead_declared")
    missing = metrics.first("azud_postgres_current_partition_missing")
    if missing or (ahead is not None and declared is not None and ahead < declared):
        message = f"{ahead or 0:.0f} of {declared or 0:.0f} PostgreSQL partitions ahead exist"
        yield Finding("partitions", "PARTITIONS_MISSING", message, Remedy.APPLY)


def _small_files(metrics: Metrics, now: float) -> Iterator[Finding]:
    small = metrics.highest("azud_lake_small_files")
    if small is not None and small > SMALL_FILES:
        yield Finding("small_files", "SMALL_FILES", f"the lake table has {small:.0f} small files", Remedy.MAINTAIN)


def _tasks(metrics: Metrics, now: float) -> Iterator[Finding]:
    for sample in metrics.of("azud_task_last_outcome"):
        code = sample.labels.get("code", "")
        if code not in ("OK", "NOTHING_TO_DO"):
            message = f"the last run of {sample.labels['task']} ended with {code}"
            yield Finding("tasks", code, message, Remedy.NONE)


def _source(metrics: Metrics, now: float) -> Iterator[Finding]:
    if metrics.highest("azud_source_replaced"):
        yield Finding("source", "SOURCE_REPLACED", "the source is not the one that was read so far", Remedy.NONE)
    if metrics.highest("azud_sink_lost_records"):
        yield Finding("source", "OFFSETS_LOST", "the source no longer has records that are not yet loaded", Remedy.NONE)


def _disk(metrics: Metrics, now: float) -> Iterator[Finding]:
    for volume, left in _disk_left(metrics).items():
        if left < DISK_LEFT:
            yield Finding("disk", "DISK_NEARLY_FULL", f"{left:.0%} of the {volume} volume are left", Remedy.NONE)


CHECKS: tuple[Check, ...] = (
    _reachable,
    _lag,
    _freshness,
    _dead_letters,
    _books,
    _partitions,
    _small_files,
    _tasks,
    _source,
    _disk,
)


def _dead_letter_ratio(metrics: Metrics) -> float | None:
    ratios = [
        sample.value / read
        for sample in metrics.of("azud_records_total", result="rejected")
        if (read := metrics.first("azud_records_read_total", sink=sample.labels["sink"]))
    ]
    return max(ratios, default=None)


def _disk_left(metrics: Metrics) -> dict[str, float]:
    sizes = {sample.labels["volume"]: sample.value for sample in metrics.of("azud_disk_size_bytes")}
    free = {sample.labels["volume"]: sample.value for sample in metrics.of("azud_disk_free_bytes")}
    return {volume: free[volume] / size for volume, size in sizes.items() if size and volume in free}
