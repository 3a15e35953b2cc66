"""``svcquest completion``: scripts for bash, zsh and fish, made from the parser itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from svcquest.cli.arguments import parser

TAKES_LEVEL = {"play", "check", "watch"}


def run(arguments: argparse.Namespace) -> int:
    """Print the script of a shell."""
    scripts = {"bash": _bash, "zsh": _zsh, "fish": _fish}
    sys.stdout.write("\n".join(scripts[arguments.shell]()) + "\n")
    return 0


def commands() -> dict[str, argparse.ArgumentParser]:
    """Each command and its parser."""
    return _choices(parser())


def _choices(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    for action in of._actions:  # noqa: SLF001 - argparse has no public way to look at a parser
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            return dict(action.choices)
    return {}


def _words(of: argparse.ArgumentParser) -> list[str]:
    """Options, sub-commands and fixed choices of a parser."""
    found = [*_choices(of)]
    for action in of._actions:  # noqa: SLF001
        found += action.option_strings
        if action.choices and not isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            found += map(str, action.choices)
    return found


def _bash() -> Iterator[str]:
    yield "_svcquest() {"
    yield "  local word=${COMP_WORDS[COMP_CWORD]} words="
    yield "  if [ $COMP_CWORD -eq 1 ]; then"
    yield f"    words='{' '.join(_words(parser()))}'"
    yield "  else"
    yield "    case ${COMP_WORDS[1]} in"
    for name, command in commands().items():
        levels = ' $(svcquest levels --json 2>/dev/null | sed -n \'s/.*"id": "\\(.*\\)".*/\\1/p\')'
        extra = levels if name in TAKES_LEVEL else ""
        yield f'      {name}) words="{" ".join(_words(command))}{extra}" ;;'
    yield "    esac"
    yield "  fi"
    yield '  COMPREPLY=($(compgen -W "$words" -- "$word") $(compgen -f -- "$word"))'
    yield "}"
    yield "complete -o filenames -F _svcquest svcquest"


def _zsh() -> Iterator[str]:
    yield "#compdef svcquest"
    yield "autoload -U +X bashcompinit && bashcompinit"
    yield from _bash()


def _fish() -> Iterator[str]:
    names = commands()
    for name, command in names.items():
        yield f"complete -c svcquest -n __fish_use_subcommand -a {name} -d '{_about(command)}'"
        for action in command._actions:  # noqa: SLF001
            for option in action.option_strings:
                flag = f"-l {option[2:]}" if option.startswith("--") else f"-s {option[1:]}"
                about = (action.help or "").replace("'", "")
                yield f"complete -c svcquest -n '__fish_seen_subcommand_from {name}' {flag} -d '{about}'"
        for word in _choices(command):
            yield f"complete -c svcquest -n '__fish_seen_subcommand_from {name}' -a {word}"
    levels = '(svcquest levels --json | string match -rg \'"id": "(.*)"\')'
    yield f"complete -c svcquest -n '__fish_seen_subcommand_from {' '.join(sorted(TAKES_LEVEL))}' -a \"{levels}\""


def _about(command: argparse.ArgumentParser) -> str:
    return (command.description or "").rstrip(".").replace("'", "")
