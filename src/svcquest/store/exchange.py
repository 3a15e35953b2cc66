"""Progress as a JSON text: to keep elsewhere, to hand in, to take along to another machine."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from svcquest.store.progress import Best, Progress

SIZE_LIMIT = 20_000_000
"""Characters that an import may have."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class ImportRefusedError(Exception):
    """A text that is no export of ours; its text says where and why."""


class Result(BaseModel):
    """The best attempt of a level."""

    model_config = ConfigDict(extra="forbid")

    stars: Annotated[int, Field(ge=1, le=3)]
    runs: Annotated[int, Field(ge=1, le=1_000_000)]
    hints: Annotated[int, Field(ge=0, le=100)] = 0
    answer: dict[str, Any] = {}


class Export(BaseModel):
    """The whole of an export."""

    model_config = ConfigDict(extra="forbid")

    format: Literal[1] = 1
    program: Literal["svcquest"] = "svcquest"
    results: dict[Name, Result] = {}
    drafts: dict[Name, dict[str, Any]] = {}
    known: list[Name] = []


def export(progress: Progress) -> str:
    """Everything but settings, as JSON text."""
    found = Export(
        results={
            level: Result(stars=best.stars, runs=best.runs, hints=best.hints, answer=dict(best.answer))
            for level, best in progress.all_best().items()
        },
        drafts={level: dict(data) for level, data in progress.drafts().items()},
        known=sorted(progress.known_chapters()),
    )
    return found.model_dump_json(indent=2) + "\n"


def import_text(progress: Progress, text: str) -> tuple[int, int]:
    """Take over what is better than what is there; nothing gets worse, and unfinished work here stays.

    Returns:
        How many results were taken, and how many the text holds.

    Raises:
        ImportRefusedError: the text is no export. Nothing has been changed then.
    """
    if len(text) > SIZE_LIMIT:
        raise ImportRefusedError(f"is longer than {SIZE_LIMIT:,} characters")
    try:
        found = Export.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ImportRefusedError(f"is no export of progress: {f'{place}: ' if place else ''}{first['msg']}") from error
    taken = sum(
        progress.record(level, Best(result.stars, result.runs, result.hints, result.answer))
        for level, result in found.results.items()
    )
    for level, data in found.drafts.items():
        if progress.draft(level) is None:
            progress.keep(level, data)
    if found.known:
        progress.know(progress.known_chapters().union(found.known))
    return taken, len(found.results)
