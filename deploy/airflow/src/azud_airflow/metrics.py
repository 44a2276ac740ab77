# SPDX-License-Identifier: Apache-2.0
"""What ``azud metrics`` printed, as numbers that can be asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SAMPLE = re.compile(r"(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?P<labels>.*)\})? (?P<value>\S+)")
_LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"')
_ESCAPES = {r"\\": "\\", r"\"": '"', r"\n": "\n"}


@dataclass(frozen=True)
class Sample:
    """One number with the labels that say of what."""

    name: str
    labels: dict[str, str]
    value: float


@dataclass(frozen=True)
class Metrics:
    """The samples of one pipeline."""

    samples: tuple[Sample, ...]

    @staticmethod
    def parse(text: str) -> Metrics:
        """Reads Prometheus' text format; comments are passed over."""
        found = (_SAMPLE.fullmatch(line) for line in text.splitlines() if line and not line.startswith("#"))
        return Metrics(
            tuple(Sample(match["name"], _labels(match["labels"] or ""), float(match["value"])) for match in found if match)
        )

    def of(self, name: str, **labels: str) -> list[Sample]:
        wanted = labels.items()
        return [sample for sample in self.samples if sample.name == name and wanted <= sample.labels.items()]

    def first(self, name: str, **labels: str) -> float | None:
        found = self.of(name, **labels)
        return found[0].value if found else None

    def highest(self, name: str) -> float | None:
        return max((sample.value for sample in self.of(name)), default=None)

    def lowest(self, name: str) -> float | None:
        return min((sample.value for sample in self.of(name)), default=None)


def _labels(text: str) -> dict[str, str]:
    return {name: re.sub(r'\\[\\"n]', lambda match: _ESCAPES[match.group()], value) for name, value in _LABEL.findall(text)}
