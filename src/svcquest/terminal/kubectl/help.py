"""What ``kubectl help``, ``kubectl options`` and ``-h`` print, made from the tables of commands and flags."""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.terminal.kubectl.command import GLOBAL_FLAGS, Call, Command
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.verbs import ALIASES, VERBS, children, command_at


def help_text(path: str) -> str:
    """Help for a command; for kubectl itself when ``path`` is empty."""
    command = command_at(path) if path else None
    blocks = [VERBS[path][1] + "." if path else "kubectl controls the Kubernetes cluster manager."]
    if command and command.examples:
        blocks.append("Examples:\n" + "\n".join(f"  {line}" for line in command.examples))
    below = children(path)
    if below:
        names = {name: VERBS[f"{path} {name}".strip()][1] for name in sorted(below)}
        width = max(map(len, names))
        blocks.append("Available Commands:\n" + "\n".join(f"  {n:{width}}  {about}" for n, about in names.items()))
    if command and command.flags:
        blocks.append("Options:\n" + "\n".join(_flag_line(flag) for flag in _shown(command.flags)))
    usage = command.usage if command else "[command]"
    blocks.append(f"Usage:\n  kubectl {f'{path} ' if path else ''}{usage}")
    blocks.append('Use "kubectl options" for a list of global command-line options (applies to all commands).')
    return "\n\n".join(blocks) + "\n"


def _shown(flags: Iterable[Flag]) -> list[Flag]:
    return sorted((flag for flag in flags if not flag.hidden), key=lambda flag: flag.name)


def _flag_line(flag: Flag) -> str:
    short = f"-{flag.short}, " if flag.short else "    "
    default = {"bool": flag.default or "false", "array": "[]", "list": "[]"}.get(flag.type)
    if default is None:
        default = flag.default if flag.type in {"int", "int64", "duration"} else f"'{flag.default}'"
    return f"    {short}--{flag.name}={default}:\n\t{flag.about}."


def _run_help(call: Call) -> int:
    path = " ".join(call.args)
    path = ALIASES.get(path, path)
    if path and path not in VERBS:
        raise CommandError(f'unknown help topic "{path}"')
    call.print(help_text(path), end="")
    return 0


def _run_options(call: Call) -> int:
    call.print("The following options can be passed to any command:\n")
    for flag in _shown(GLOBAL_FLAGS):
        call.print(_flag_line(flag))
    return 0


HELP = Command(_run_help, usage="[command]")
OPTIONS = Command(_run_options)
