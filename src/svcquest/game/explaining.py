"""``kubectl explain`` for a place in a manifest."""

from __future__ import annotations

from svcquest.manifest import parse
from svcquest.model.frozen import dataclass
from svcquest.terminal.session import Terminal

_END_OF_LINE = 10_000


@dataclass(frozen=True, slots=True)
class Explained:
    """What explain says: the path as it is asked for, such as ``service.spec.ports.port``, and the text."""

    path: str
    text: str


def explain(terminal: Terminal, text: str, line: int) -> Explained | None:
    """Explain the innermost field on a line (from 1); None where no object of a known kind stands there."""
    documents = [each for each in parse(text).documents if each.place.key.line <= line]
    if not documents or not isinstance(documents[-1].tree, dict):
        return None
    document = documents[-1]
    kind = str(document.tree.get("kind") or "").lower()
    steps = [step for step in document.path_at(line, _END_OF_LINE) if isinstance(step, str)]
    for length in range(len(steps), -1, -1):
        path = ".".join((kind, *steps[:length]))
        outcome = terminal.look(f"kubectl explain {path}") if kind.isalpha() and _plain(steps[:length]) else None
        if outcome is not None and not outcome.exit:
            return Explained(path, outcome.stdout)
    return None


def _plain(steps: list[str]) -> bool:
    """Whether steps are field names, not keys of a map such as labels."""
    return all(step.isascii() and step.isalnum() for step in steps)
