"""Traces and verdicts in plain sentences, the same for screens, the command line and screen readers."""

from __future__ import annotations

from dataclasses import dataclass

from svcquest.model.net import Trace


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One hop in words. ``failed`` marks the hop where the request stopped."""

    label: str
    text: str
    failed: bool = False


def trace_lines(trace: Trace) -> list[TraceLine]:
    """A trace hop by hop, in order."""
    raise NotImplementedError
