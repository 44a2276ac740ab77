# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import copy
import json
from itertools import islice
from typing import Any

import pytest
from conftest import EXAMPLES, ROOT
from jsonschema import Draft202012Validator

from azud_airflow import yaml_tree
from azud_airflow.quick_check import UnknownKeyword, compiled

SCHEMA = json.loads((ROOT / "docs" / "reference" / "pipeline.schema.json").read_text(encoding="utf-8"))
STRANGE: list[Any] = [None, True, 0, -1, 1.5, "", "{{ x }}", "${env:X}", [], {}, [None], {"x": 1}, "a" * 300]


def variants(data: Any) -> Any:
    """The data with each of its values replaced, removed or joined by something strange."""
    for path in paths(data):
        for strange in STRANGE:
            changed = copy.deepcopy(data)
            if not path:
                yield strange
                continue
            parent = changed
            for key in path[:-1]:
                parent = parent[key]
            parent[path[-1]] = strange
            yield changed
        if path and isinstance(path[-1], str):
            changed = copy.deepcopy(data)
            parent = changed
            for key in path[:-1]:
                parent = parent[key]
            del parent[path[-1]]
            yield copy.deepcopy(changed)
            parent["unknown"] = 1
            yield changed


def paths(data: Any, path: tuple[Any, ...] = ()) -> Any:
    yield path
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from paths(value, (*path, key))


@pytest.mark.parametrize("example", ["airports", "weather"])
def test_agrees_with_the_general_validator(example):
    data = yaml_tree.read((EXAMPLES / example / "pipeline.yaml").read_text(encoding="utf-8")).data
    general, quick = Draft202012Validator(SCHEMA), compiled(SCHEMA)
    assert quick(data)
    tried = list(islice(variants(data), 0, None, 3))
    assert len(tried) > 200
    assert [each for each in tried if quick(each) != general.is_valid(each)] == []


def test_does_not_guess_what_it_does_not_know():
    with pytest.raises(UnknownKeyword):
        compiled({"not": {}})
