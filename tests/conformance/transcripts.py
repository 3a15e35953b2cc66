"""Recorded scenarios: what differs when their commands run in a simulated terminal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from tests.conformance.comparing import MODES, exact, matched, regex, same

from svcquest.engine.cluster import Cluster
from svcquest.engine.settings import Settings
from svcquest.terminal.process import Files
from svcquest.terminal.session import Terminal

RECORDINGS = Path(__file__).parent / "recordings" / "transcripts"
REQUESTS, REQUESTS_FOR_SHARES = 60, 300
TOLERANCE = 0.12
SEEDS = range(2, 14)

_ANSWER = re.compile(r"^(\S+) \S+:\d+ saw (\S+)$", re.MULTILINE)

Step = dict[str, Any]


def read(path: Path) -> dict[str, Any]:
    """A transcript."""
    found: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


def open_terminal(transcript: dict[str, Any]) -> Terminal:
    """A terminal at the cluster of a transcript, before its first step."""
    cluster = Cluster(Settings(proxy_mode=transcript["proxyMode"], routes=dict(transcript.get("routes") or {})))
    # written by PyYAML, which leaves words plain that are booleans to kubectl: ``y``, ``n``
    trees = yaml.load_all(transcript["cluster"] or "", Loader=yaml.CSafeLoader)
    refused = cluster.load([tree for tree in trees if tree])
    assert not refused, refused
    return Terminal(cluster, Files(transcript.get("files") or {}))


def differences(path: Path) -> list[str]:
    """Everything in which the simulation differs from a recording, one line a step."""
    transcript = read(path)
    terminal = open_terminal(transcript)
    found = []
    for number, step in enumerate(transcript["steps"], 1):
        problems = list(_step(terminal, step))
        if problems:
            found.append(f"step {number}: {step['run']!r}: {'; '.join(problems)}")
    return found


def _step(terminal: Terminal, step: Step) -> Iterator[str]:
    if step["compare"] == "set":
        yield from _with_any_pod(terminal, step) if "reachedOneOf" in step else _requests(terminal, step)
        return
    outcome = terminal.run(step["run"])
    if outcome.exit != step["exit"]:
        yield f"exit {outcome.exit} instead of {step['exit']} ({outcome.stderr.strip()[:300]!r})"
    if step["compare"] == "exit-only":
        return
    problem = MODES[step["compare"]](step.get("stdout") or "", outcome.stdout)
    if problem:
        yield f"stdout {problem}"
    how = step.get("compareStderr", "exact")
    if how != "ignore" and "stderr" in step:
        problem = (regex if how == "regex" else exact)(step["stderr"] or "", outcome.stderr)
        if problem:
            yield f"stderr {problem}"


def _with_any_pod(terminal: Terminal, step: Step) -> list[str]:
    """Requests that all go to one pod, whichever was picked: another pick is tried until one fits the recording.

    The pick may also have been an earlier step's, which nothing in that step told from others.
    """
    cluster = terminal.cluster
    before = cluster.state
    found = list(_requests(terminal, step))
    for flows in (before.flows, before.flows.restarted()):
        for seed in SEEDS:
            if not found:
                return []
            cluster.restore(replace(before, flows=flows, settings=replace(before.settings, seed=seed)))
            found = list(_requests(terminal, step))
    return found


def _requests(terminal: Terminal, step: Step) -> Iterator[str]:
    """Mode ``set``: who has answered many requests, and which clients they saw."""
    count = REQUESTS_FOR_SHARES if "shares" in step else REQUESTS
    exits: set[int] = set()
    answered: Counter[str] = Counter()
    sources: set[str] = set()
    for _ in range(count):
        outcome = terminal.run(step["run"])
        exits.add(outcome.exit)
        for pod, source in _ANSWER.findall(outcome.stdout):
            answered[pod] += 1
            sources.add(source)
    wanted = set(step.get("exits") or [step["exit"]])
    if exits != wanted:
        yield f"exits {sorted(exits)} instead of {sorted(wanted)}"
    yield from _answers(step, answered, sources)
    for pod, share in (step.get("shares") or {}).items():
        part = sum(number for name, number in answered.items() if same(pod, name)) / max(1, answered.total())
        if abs(part - share) > TOLERANCE:
            yield f"{pod} has answered {part:.2f} of all requests instead of {share:.2f}"


def _answers(step: Step, answered: Counter[str], sources: set[str]) -> Iterator[str]:
    if "reached" in step and not matched(step["reached"] or [], sorted(answered), same):
        yield f"reached {sorted(answered)} instead of {step['reached']}"
    if "reachedOneOf" in step and not (
        len(answered) == 1 and any(same(one, *answered) for one in step["reachedOneOf"])
    ):
        yield f"reached {sorted(answered)} instead of one of {step['reachedOneOf']}"
    if not matched(step.get("sources") or [], sorted(sources), same):
        yield f"sources {sorted(sources)} instead of {step['sources']}"
