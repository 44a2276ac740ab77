# SPDX-License-Identifier: Apache-2.0
"""YAML as plain data with the place of every value: no tags, anchors or duplicate keys, bounded depth and size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

MAX_CHARACTERS = 4_000_000
MAX_DEPTH = 50

# YAML 1.2's core schema, as Azud itself reads it: "no" and "on" are words, 1:30 is not a number.
_NULL = re.compile(r"~|null|Null|NULL|")
_BOOLEAN = re.compile(r"true|True|TRUE|false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

_LOADER: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """A place in a file, counted from 1."""

    line: int
    column: int


START = Place(1, 1)


class Finding(Exception):
    """The file is not what it should be, here."""

    def __init__(self, place: Place, message: str):
        super().__init__(message)
        self.place = place
        self.message = message


@dataclass
class Tree:
    """The document's data, and where each value and each key stands."""

    data: Any = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """Where the value stands; where that is not known, the nearest that it is in."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, START)


def read(text: str) -> Tree:
    """
    The only document in the text.

    :raises Finding: when it could not be read to its end
    """
    if len(text) > MAX_CHARACTERS:
        raise Finding(START, f"the file holds more than {MAX_CHARACTERS:,} characters, the most that is read")
    try:
        return _Reader(yaml.parse(text, Loader=_LOADER)).document()
    except yaml.MarkedYAMLError as e:
        mark = e.problem_mark or e.context_mark
        raise Finding(_place(mark) if mark else START, f"this is not YAML: {e.problem or e.context}") from None
    except yaml.YAMLError as e:
        raise Finding(START, f"this is not YAML: {e}") from None


class _Reader:
    def __init__(self, events: Iterator[yaml.Event]):
        self._events = events
        self._tree = Tree()

    def document(self) -> Tree:
        next(self._events)
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            raise Finding(START, "the file is empty: it begins with apiVersion: azud/v1")
        self._tree.data = self._value(next(self._events), ())
        next(self._events)
        end = next(self._events)
        if not isinstance(end, yaml.StreamEndEvent):
            raise Finding(_place(end.start_mark), "a second document begins here: a file holds exactly one")
        return self._tree

    def _value(self, event: yaml.Event, path: Path) -> Any:
        place = _place(event.start_mark)
        self._tree.values[path] = place
        if isinstance(event, yaml.AliasEvent):
            raise Finding(place, "aliases are not allowed: write the value out")
        if getattr(event, "anchor", None):
            raise Finding(place, "anchors are not allowed: write each value out where it is used")
        if getattr(event, "tag", None):
            raise Finding(place, "tags are not allowed")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if len(path) >= MAX_DEPTH:
            raise Finding(place, f"this is nested more than {MAX_DEPTH} deep")
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._sequence(path)

    def _sequence(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = _place(event.start_mark)
            if not isinstance(event, yaml.ScalarEvent):
                raise Finding(place, "a key is a word")
            key = (*path, event.value)
            if event.value in entries:
                first = self._tree.keys[key]
                message = f'"{event.value}" is there twice: first in line {first.line}'
                self._tree.findings.append(Finding(place, message))
            self._tree.keys.setdefault(key, place)
            entries[event.value] = self._value(next(self._events), key)
        return entries


def _scalar(event: yaml.ScalarEvent) -> Any:
    text = event.value
    if not event.implicit[0]:
        return text
    if _NULL.fullmatch(text):
        return None
    if _BOOLEAN.fullmatch(text):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        return int(text, 0) if text[:2] in ("0o", "0x") else int(text)
    if _FLOAT.fullmatch(text):
        return float(re.sub(r"\.(?=[iInN])", "", text))
    return text


def _place(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)
