# SPDX-License-Identifier: Apache-2.0
"""Adds up the test reports under a directory and prints what failed; the exit status says whether all is well."""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def main() -> int:
    root, maven_status, seconds, log = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    modules: dict[str, list[int]] = {}
    failures: list[str] = []
    for report in sorted(root.glob("**/target/*-reports/TEST-*.xml")):
        module = str(report.relative_to(root).parents[2])
        counts = modules.setdefault(module, [0, 0, 0])
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            bad = case.find("failure") if case.find("failure") is not None else case.find("error")
            if bad is not None:
                counts[1] += 1
                first = (bad.get("message") or bad.text or "").strip().splitlines()[:1]
                failures.append(f"{case.get('classname')}.{case.get('name')}: {first[0][:300] if first else ''}")
            elif case.find("skipped") is not None:
                counts[2] += 1
                why = case.find("skipped").get("message") or "no reason given"
                failures.append(f"SKIPPED {case.get('classname')}.{case.get('name')}: {why}")
            else:
                counts[0] += 1

    width = max([len(module) for module in modules] + [6])
    print(f"\n{'module':<{width}}  passed  failed  skipped")
    for module, (passed, failed, skipped) in sorted(modules.items()):
        print(f"{module:<{width}}  {passed:>6}  {failed:>6}  {skipped:>7}")
    for failure in failures:
        print(f"  {failure}")
    if maven_status != 0:
        print(f"\nThe build failed; what Maven says ({log.relative_to(root)} has all of it):")
        errors = [line for line in log.read_text(errors="replace").splitlines() if line.startswith("[ERROR]")]
        print("\n".join(errors[:25]))
    passed, failed, skipped = (sum(counts[i] for counts in modules.values()) for i in range(3))
    print(f"\n{seconds // 60} min {seconds % 60} s")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if maven_status != 0 or failed or skipped or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
