"""Runs any folder of recordings: ``python -m tests.conformance.run DIR``.

Takes ``transcripts/**.yaml``, ``service-*.jsonl`` and ``network/*.json`` wherever they lie below the folder. Prints a
line for each difference and, at the end, how many recordings passed. The exit status is 1 when any failed.
"""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from tests.conformance import dns_vectors, network_vectors, service_vectors, transcripts

Given = TypeVar("Given")
Result = tuple[str, list[str]]
"""The name of a recording and what differs."""


def results(directory: Path) -> Iterator[Result]:
    """Every recording below a folder with its differences."""
    for path in sorted(directory.rglob("*.yaml")):
        yield str(path.relative_to(directory)), _guarded(transcripts.differences, path)
    for path in sorted(directory.rglob("*.jsonl")):
        yield from _services(path, str(path.relative_to(directory)))
    for path in sorted(directory.rglob("*.json")):
        yield str(path.relative_to(directory)), _guarded(_network, path)


def _guarded(check: Callable[[Given], list[str]], given: Given) -> list[str]:
    """The differences that a check finds. What cannot be run at all counts as different; the rest goes on."""
    try:
        return check(given)
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        text = " ".join(str(error).split())
        return [f"cannot be run: {type(error).__name__}: {text} ({Path(place.filename).name}:{place.lineno})"]


def _network(path: Path) -> list[str]:
    record = json.loads(path.read_text(encoding="utf-8"))
    return network_vectors.differences(record) + dns_vectors.differences(record)


def _services(path: Path, name: str) -> Iterator[Result]:
    compare = service_vectors.check_update if "update" in path.stem else service_vectors.check_create
    config = service_vectors.DUAL_STACK if "dualstack" in path.stem else service_vectors.SINGLE_STACK

    def check(line: str) -> list[str]:
        difference = compare(json.loads(line), config)
        return [difference] if difference else []

    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield f"{name}:{number}", _guarded(check, line)


def main(arguments: list[str]) -> int:
    """Print differences and totals."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python -m tests.conformance.run DIR\n")
        return 2
    passed = failed = 0
    for name, found in results(Path(arguments[0])):
        passed, failed = (passed, failed + 1) if found else (passed + 1, failed)
        for difference in found:
            sys.stdout.write(f"{name}: {difference}\n")
    sys.stdout.write(f"{passed} passed, {failed} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
