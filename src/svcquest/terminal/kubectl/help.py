"""What ``kubectl help``, ``kubectl options`` and ``-h`` print, made from the tables of commands and flags."""

from __future__ import annotations

from collections.abc import Iterable

from svcquest.terminal.kubectl.command import GLOBAL_FLAGS, Call, Command
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.verbs import ALIASES, VERBS, children, command_at, groups

_ONE_COMMAND = 'Use "kubectl{path} <command> --help" for more information about a given command.'
_ALL_COMMANDS = 'Use "kubectl options" for a list of global command-line options (applies to all commands).'


def help_text(path: str) -> str:
    """Help for a command; for kubectl itself when ``path`` is empty."""
    command = command_at(path) if path else None
    below = children(path)
    blocks = [VERBS[path][1] + "." if path else "kubectl controls the Kubernetes cluster manager."]
    names = [path.rsplit(maxsplit=1)[-1], *_aliases(path)] if path else []
    if len(names) > 1:
        blocks.append("Aliases:\n" + ", ".join(names))
    if command and command.examples:
        blocks.append("Examples:\n" + "\n".join(f"  {line}" for line in command.examples))
    if not path:
        blocks += [f"{head}:\n" + _listed("", names) for head, names in groups().items()]
    elif below:
        blocks.append("Available Commands:\n" + _listed(path, sorted(below)))
    if command and command.flags:
        blocks.append("Options:\n" + "\n\n".join(map(_flag_lines, _shown(command.flags))))
    blocks.append(f"Usage:\n  kubectl {_usage(path, command)}")
    more = [_ONE_COMMAND.format(path=f" {path}" if path else "")] if below else []
    return "\n\n".join([*blocks, "\n".join([*more, _ALL_COMMANDS])]) + "\n"


def _aliases(path: str) -> list[str]:
    return [alias.split()[-1] for alias, meant in ALIASES.items() if meant == path]


def _listed(path: str, names: Iterable[str]) -> str:
    about = {name: VERBS[f"{path} {name}".strip()][1] for name in names}
    width = max(map(len, children(path)))
    return "\n".join(f"  {name:{width}}  {text}" for name, text in about.items())


def _usage(path: str, command: Command | None) -> str:
    if not path:
        return "[flags] [options]"
    usage = f"{path} {command.usage if command else 'SUBCOMMAND'}"
    return usage if "[options]" in usage else f"{usage} [options]"


def _shown(flags: Iterable[Flag]) -> list[Flag]:
    return sorted((flag for flag in flags if not flag.hidden), key=lambda flag: flag.name)


def _flag_lines(flag: Flag) -> str:
    default = {"bool": flag.default or "false", "array": "[]", "list": f"[{flag.default}]"}.get(flag.type)
    if default is None:
        default = flag.default if flag.type in {"int", "int64", "duration"} else f"'{flag.default}'"
    return f"    {f'-{flag.short}, ' if flag.short else ''}--{flag.name}={default}:\n\t{flag.about}."


def _run_help(call: Call) -> int:
    path = " ".join(call.args)
    path = ALIASES.get(path, path)
    if path and path not in VERBS:
        call.error(f"Unknown help topic [{' '.join(f'`{word}`' for word in call.args)}]")
        call.error(help_text(""), end="")
        return 0
    call.print(help_text(path), end="")
    return 0


def _run_options(call: Call) -> int:
    call.print("The following options can be passed to any command:\n")
    call.print("\n\n".join(map(_flag_lines, _shown(GLOBAL_FLAGS))))
    return 0


HELP = Command(_run_help, usage="[command]")
OPTIONS = Command(_run_options)
