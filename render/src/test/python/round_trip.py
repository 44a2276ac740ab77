# SPDX-License-Identifier: Apache-2.0
"""Reads dashboards with Grafana's Foundation SDK and writes them again: what the SDK does not know is dropped.

Prints every path that was dropped or changed, and ends with status 1 when there is one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Iterator

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard
from grafana_foundation_sdk.models.prometheus import Dataquery


# Of an annotation that Prometheus answers; the SDK knows the fields that all annotations have.
PLUGIN_FIELDS = {"titleFormat", "textFormat", "step"}


def lost(before: Any, after: Any, path: str) -> Iterator[str]:
    """The paths of what is in the one and not, or otherwise, in the other."""
    if isinstance(before, dict):
        for key, value in before.items():
            if not isinstance(after, dict) or key not in after:
                # The SDK leaves out what has no value.
                if value not in (None, {}, []) and key not in PLUGIN_FIELDS:
                    yield f"{path}.{key}"
            else:
                yield from lost(value, after[key], f"{path}.{key}")
    elif isinstance(before, list):
        if not isinstance(after, list) or len(after) != len(before):
            yield path
        else:
            for number, (one, other) in enumerate(zip(before, after)):
                yield from lost(one, other, f"{path}[{number}]")
    elif before != after:
        yield f"{path}: {before!r} became {after!r}"


def again(value: Any) -> Any:
    return json.loads(JSONEncoder().encode(value))


def check(file: Path) -> list[str]:
    board = json.loads(file.read_text(encoding="utf-8"))
    problems = list(lost(board, again(Dashboard.from_json(board)), file.name))
    for panel in board["panels"]:
        for target in panel.get("targets", []):
            where = f"{file.name}: {panel['title']}: {target['refId']}"
            problems += lost(target, again(Dataquery.from_json(target)), where)
    return problems


def main(files: list[str]) -> int:
    problems = [problem for file in files for problem in check(Path(file))]
    print("\n".join(problems) if problems else f"{len(files)} dashboards came back whole")
    return 1 if problems or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
