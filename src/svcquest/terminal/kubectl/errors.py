"""How a kubectl command fails, and the words in which kubectl says so.

Follows ``k8s.io/kubectl/pkg/cmd/util/helpers.go`` (checkErr, StandardErrorMessage, MultipleErrors).
"""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.model.frozen import replace
from svcquest.model.status import Cause, Status, quote

Problem = str | Status
"""One thing that went wrong: kubectl's own words without ``error: ``, or the server's refusal."""


class CommandError(Exception):
    """Ends a command. ``main`` prints its problems and takes its exit status.

    Attributes:
        problems: what to print; none for a command that ends with a bare exit status.
        exit_status: 1 unless a remote program gave another one.
        printed: what goes to standard output before.
        logged: lines that go to standard error as they are.
    """

    def __init__(self, *problems: Problem, exit_status: int = 1, printed: str = "", logged: str = "") -> None:
        super().__init__(*problems)
        self.problems = problems
        self.exit_status = exit_status
        self.printed = printed
        self.logged = logged


def raise_all(problems: Iterable[Problem]) -> None:
    """Ends the command if there are any problems.

    Raises:
        CommandError: there are some.
    """
    found = tuple(problems)
    if found:
        raise CommandError(*found)


def with_source(problem: Problem, doing: str, source: str) -> Problem:
    """A problem that names the file it comes from: ``error when creating "svc.yaml": …``."""
    head = f"error when {doing} {quote(source)}: "
    if isinstance(problem, str):
        return head + problem
    return replace(problem, message=head + problem.message)


def render(problems: tuple[Problem, ...]) -> str:
    """Everything that kubectl writes to standard error for these problems, with its line ends."""
    if not problems:
        return ""
    if len(problems) > 1:
        return "".join(f"{one_of_many(each)}\n" for each in problems)
    problem = problems[0]
    if isinstance(problem, str):
        text = problem if problem.startswith("error: ") else f"error: {problem}"
        return text if text.endswith("\n") else f"{text}\n"
    return _invalid(problem) if problem.reason == "Invalid" else f"{one_of_many(problem)}\n"


def one_of_many(problem: Problem) -> str:
    """A problem as it stands among several: plain words bare, refusals with their reason."""
    if isinstance(problem, str):
        return problem
    reason = f" ({problem.reason})" if problem.reason else ""
    return f"Error from server{reason}: {problem.message}"


def in_plain_words(status: Status) -> str:
    """A refusal without ``Error from server``, as commands that wrap it in a sentence of theirs print it."""
    return status.message


def _invalid(status: Status) -> str:
    if status.kind or status.name:
        head = f"The {status.kind} {quote(status.name)} is invalid"
    elif status.message and not status.causes:
        head = f"The request is invalid: {status.message}"
    else:
        head = "The request is invalid"
    lines = list(dict.fromkeys(_bullet(cause) for cause in status.causes))
    match lines:
        case []:
            return f"{head}\n"
        case [only]:
            return f"{head}: {only}\n"
        case _:
            return f"{head}: \n" + "".join(f"* {line}\n" for line in lines)


def _bullet(cause: Cause) -> str:
    return str(cause) if cause.field else cause.message
