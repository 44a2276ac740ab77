# SPDX-License-Identifier: Apache-2.0
"""
Says quickly whether data fits a JSON Schema, for the part of it that Azud's schema uses.

Airflow reads every pipeline file again and again; the general validator takes ten times as long, and is only asked when a file
does not fit, to say why.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]

_TYPES: dict[str, Check] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
}

_WITHOUT_EFFECT = frozenset(
    {"$schema", "$defs", "title", "description", "default", "examples", "additionalProperties", "required"}
)


class UnknownKeyword(Exception):
    """The schema uses more than this check knows."""


def compiled(schema: dict[str, Any]) -> Check:
    """
    :raises UnknownKeyword: when the schema uses a part of JSON Schema that is not known here
    """
    return _Compiler(schema.get("$defs", {})).check(schema)


class _Compiler:
    def __init__(self, definitions: dict[str, Any]):
        self._definitions = definitions
        self._named: dict[str, Check] = {}

    def check(self, schema: dict[str, Any]) -> Check:
        checks = [self._keyword(keyword, schema) for keyword in schema if keyword not in _WITHOUT_EFFECT]
        if "required" in schema or ("additionalProperties" in schema and "properties" not in schema):
            checks.append(self._members(schema))
        if len(checks) == 1:
            return checks[0]
        return lambda value: all(check(value) for check in checks)

    def _keyword(self, keyword: str, schema: dict[str, Any]) -> Check:
        given = schema[keyword]
        if keyword == "type":
            types = [_TYPES[each] for each in ([given] if isinstance(given, str) else given)]
            return types[0] if len(types) == 1 else lambda value: any(each(value) for each in types)
        if keyword == "$ref":
            return self._reference(given.removeprefix("#/$defs/"))
        if keyword == "anyOf":
            choices = [self.check(each) for each in given]
            return lambda value: any(each(value) for each in choices)
        if keyword == "enum":
            return lambda value: value in given and not isinstance(value, bool)
        if keyword == "pattern":
            search = re.compile(given).search
            return lambda value: not isinstance(value, str) or search(value) is not None
        if keyword == "properties":
            return self._members(schema)
        if keyword == "items":
            item = self.check(given)
            return lambda value: not isinstance(value, list) or all(item(each) for each in value)
        return _bound(keyword, given)

    def _reference(self, name: str) -> Check:
        if name not in self._named:
            self._named[name] = lambda value: self._named[name](value)
            self._named[name] = self.check(self._definitions[name])
        return lambda value: self._named[name](value)

    def _members(self, schema: dict[str, Any]) -> Check:
        known = {name: self.check(each) for name, each in schema.get("properties", {}).items()}
        required = frozenset(schema.get("required", ()))
        others = schema.get("additionalProperties", True)
        other = self.check(others) if isinstance(others, dict) else lambda value: bool(others)

        def fits(value: Any) -> bool:
            if not isinstance(value, dict):
                return True
            return required <= value.keys() and all(known.get(name, other)(each) for name, each in value.items())

        return fits


def _bound(keyword: str, given: Any) -> Check:
    def measured(kind: type[Any] | tuple[type[Any], ...], fits: Check) -> Check:
        return lambda value: not isinstance(value, kind) or fits(value)

    bounds: dict[str, Callable[[], Check]] = {
        "minimum": lambda: measured((int, float), lambda value: value >= given),
        "maximum": lambda: measured((int, float), lambda value: value <= given),
        "exclusiveMinimum": lambda: measured((int, float), lambda value: value > given),
        "minLength": lambda: measured(str, lambda value: len(value) >= given),
        "maxLength": lambda: measured(str, lambda value: len(value) <= given),
        "minItems": lambda: measured(list, lambda value: len(value) >= given),
        "maxItems": lambda: measured(list, lambda value: len(value) <= given),
        "minProperties": lambda: measured(dict, lambda value: len(value) >= given),
        "maxProperties": lambda: measured(dict, lambda value: len(value) <= given),
        "uniqueItems": lambda: lambda value: True,
    }
    if keyword not in bounds:
        raise UnknownKeyword(keyword)
    return bounds[keyword]()
