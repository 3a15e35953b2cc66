"""Evaluation of a level's text in process, as it runs while the player types (p95 at most 16 ms)."""

from __future__ import annotations

from functools import partial

from benchmarks.measure import percentile, report, timed
from svcquest.game.session import Session
from svcquest.levels.catalog import Catalog

LIMIT = 16.0
ROUNDS = 200


def typed(session: Session, name: str) -> list[float]:
    """Milliseconds of the live evaluation at each keystroke while a file is typed anew."""
    text = session.text(name)
    texts = [text[: len(text) * step // ROUNDS] + "x" for step in range(ROUNDS)]
    return [timed(partial(session.preview, name, each)) * 1000 for each in texts]


def run() -> bool:
    """The first file of every built-in level, and a whole verdict."""
    catalog = Catalog()
    kept = True
    for entry in catalog.entries:
        session = Session(catalog.open(entry.id))
        for name in session.file_names()[:1]:
            spent = typed(session, name)
            figure = f"p50 {percentile(spent, 0.5):.1f} ms, p95 {percentile(spent, 0.95):.1f} ms"
            kept &= report(f"live text of {entry.id}", figure, percentile(spent, 0.95), LIMIT)
        session.run()  # imports what the first verdict of a process needs
        verdicts = [timed(session.run) * 1000 for _ in range(20)]
        figure = f"p50 {percentile(verdicts, 0.5):.1f} ms, p95 {percentile(verdicts, 0.95):.1f} ms"
        kept &= report(f"verdict on {entry.id}", figure, percentile(verdicts, 0.95), LIMIT)
    return kept
