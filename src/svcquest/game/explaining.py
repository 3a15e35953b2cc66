"""``kubectl explain`` for a place in a manifest."""

from __future__ import annotations

from svcquest.manifest import parse
from svcquest.manifest.outline import line_path
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
    kind, steps = _place(text, line)
    for length in range(len(steps), -1, -1):
        path = ".".join((kind, *steps[:length]))
        outcome = terminal.look(f"kubectl explain {path}") if kind.isalpha() and _plain(steps[:length]) else None
        if outcome is not None and not outcome.exit:
            return Explained(path, outcome.stdout)
    return None


def _place(text: str, line: int) -> tuple[str, list[str]]:
    """Kind and names of fields down to a line; by its indentation where the text cannot be read that far."""
    parsed = parse(text)
    documents = [each for each in parsed.documents if each.place.key.line <= line]
    broken = parsed.problem is not None and len(documents) == len(parsed.documents)
    if broken:
        kind, path = line_path(text.split("\n"), line - 1)
    elif documents and isinstance(documents[-1].tree, dict):
        kind = str(documents[-1].tree.get("kind") or "")
        path = documents[-1].path_at(line, _END_OF_LINE)
    else:
        return "", []
    return kind.lower(), [step for step in path if isinstance(step, str)]


def _plain(steps: list[str]) -> bool:
    """Whether steps are field names, not keys of a map such as labels."""
    return all(step.isascii() and step.isalnum() for step in steps)
