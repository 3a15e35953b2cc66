"""The program ``kubectl``: find the command, read its flags, run it, print what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from svcquest.terminal.kubectl.client import check_names, connect
from svcquest.terminal.kubectl.command import GLOBAL_FLAGS, HELP_FLAG, Call, Command
from svcquest.terminal.kubectl.errors import CommandError, render
from svcquest.terminal.kubectl.flags import FlagError, names_without_flags, parse
from svcquest.terminal.kubectl.verbs import ALIASES, SUGGESTED_FOR, VERBS, command_at, groups
from svcquest.terminal.process import Process


def main(process: Process) -> int:
    """Run kubectl. The process's world has a ``cluster`` and a ``kubeconfig``."""
    try:
        return _run(process)
    except CommandError as error:
        process.print(error.printed, end="")
        process.error(error.logged + render(error.problems), end="")
        return error.exit_status


def _run(process: Process) -> int:
    path, words = find_command(process.args)
    if not path:
        _check_known(words)
    command = command_at(path) if path else None
    try:
        return _run_command(process, path, command, words)
    except CommandError as error:
        if command is not None and error.exit_status == 1:
            error.exit_status = command.failed
        raise


def _run_command(process: Process, path: str, command: Command | None, words: Sequence[str]) -> int:
    name = f"kubectl {path}".strip()
    flags = (*(command.flags if command else ()), *GLOBAL_FLAGS, HELP_FLAG)
    try:
        parsed = parse(flags, words)
    except FlagError as error:
        if command is not None and command.failed != 1:
            raise CommandError(f"{error}\nSee '{name} -h' for help and examples") from None
        if command is None or not command.any_flags:
            raise CommandError(f"{error}\nSee '{name} --help' for usage.") from None
        parsed = parse(flags, ())
    if parsed.on("help"):
        from svcquest.terminal.kubectl.help import help_text  # noqa: PLC0415 - few ask for it

        process.print(help_text(path), end="")
        return 0
    if command is None:
        return _group(process, path, parsed.args)
    _require(command, parsed.values)
    if not path.startswith("config "):  # these change what the names stand for
        check_names(process.world.kubeconfig, parsed, path)
    client = connect(process.world.cluster, process.world.kubeconfig, parsed)
    call = Call(process, name, parsed, client)
    status = command.run(call)
    if call.warnings and parsed.on("warnings-as-errors"):
        raise CommandError(f"{call.warnings} warning{'s' if call.warnings > 1 else ''} received")
    return status


def find_command(words: Sequence[str]) -> tuple[str, list[str]]:
    """The longest command that the words name, and the words without those that name it (cobra's Find)."""
    path, rest = "", list(words)
    while True:
        known = (*(command.flags if path and (command := command_at(path)) else ()), *GLOBAL_FLAGS)
        names = names_without_flags(known, rest)
        deeper = f"{path} {names[0]}".strip() if names else ""
        deeper = ALIASES.get(deeper, deeper)
        if deeper not in VERBS:
            return path, rest
        path = deeper
        rest.remove(names[0])


def _check_known(words: Sequence[str]) -> None:
    """A command that does not exist is told before any flag is looked at (cobra's legacyArgs)."""
    names = names_without_flags(GLOBAL_FLAGS, words)
    if names and words[0].startswith("-"):
        raise CommandError(logged=f"Error: flags cannot be placed before plugin name: {words[0]}\n")
    if names:
        raise CommandError(f'unknown command "{names[0]}" for "kubectl"{suggestions(names[0])}')


def _require(command: Command, given: dict[str, list[str]]) -> None:
    missing = [f'"{name}"' for name in command.required if name not in given]
    if missing:
        raise CommandError(f"required flag(s) {', '.join(missing)} not set")


def _group(process: Process, path: str, args: Sequence[str]) -> int:
    """A command that only holds others: show them, or say that there is no such one among them."""
    from svcquest.terminal.kubectl.help import help_text  # noqa: PLC0415 - few ask for it

    if args:
        raise CommandError(f"unknown command {_go_list(args)}\nSee 'kubectl {path} -h' for help and examples")
    if not path:
        process.print(help_text(path), end="")
        return 0
    (process.print if path == "rollout" else process.error)(help_text(path), end="")
    return 1


def _go_list(args: Sequence[str]) -> str:
    return f'"{" ".join(args)}"'


def suggestions(word: str) -> str:
    """What may have been meant, as cobra lists it: two letters off at most, or the beginning of a command."""
    lower = word.lower()
    near = [
        name
        for name in (*chain.from_iterable(groups().values()), "options")
        if _distance(lower, name) <= 2 or name.startswith(lower) or lower in SUGGESTED_FOR.get(name, ())
    ]
    return "\n\nDid you mean this?\n" + "".join(f"\t{name}\n" for name in near) if near else ""


def _distance(left: str, right: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        above, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (a != b))
    return row[-1]
