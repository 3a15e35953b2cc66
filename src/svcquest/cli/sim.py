"""``svcquest sim``: a shell on a simulated cluster, at a prompt, from standard input or from ``-c``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator

from svcquest.cli.clusters import cluster_from, playground
from svcquest.cli.editing import edit
from svcquest.cli.printing import say_json
from svcquest.cli.prompting import Prompt, open_prompt, read_command
from svcquest.model.frozen import replace
from svcquest.terminal.process import ClearScreen, Leave, OpenEditor, Outcome, Watch
from svcquest.terminal.session import Terminal
from svcquest.terminal.watching import Changes

NO_EDIT = "change the object by kubectl patch or set, or kubectl get -o yaml to a file and kubectl replace -f it"

CLEAR = "\033[H\033[2J"

WATCH_ROUNDS = 600
"""Repetitions of a watched command at a prompt, if nobody ends it."""


def run(arguments: argparse.Namespace) -> int:
    """Run commands until there are no more; the exit status of the last one."""
    files: list[str] = arguments.clusters
    cluster = cluster_from(files, arguments.proxy) if files else playground(arguments.proxy)
    terminal = Terminal(cluster)
    if arguments.lines:
        return batch(terminal, arguments.lines, as_json=arguments.json)
    if sys.stdin.isatty() and not arguments.json:
        return converse(terminal, open_prompt(terminal.complete))
    return batch(terminal, whole_commands(sys.stdin), as_json=arguments.json)


def whole_commands(lines: Iterable[str]) -> Iterator[str]:
    """Lines put together until each is a whole command: here-documents, open quotes, loops."""
    pending: list[str] = []
    for line in lines:
        pending.append(line.rstrip("\r\n"))
        text = "\n".join(pending)
        if not Terminal.incomplete(text):
            pending.clear()
            if text.strip():
                yield text
    if "".join(pending).strip():
        yield "\n".join(pending)


def batch(terminal: Terminal, commands: Iterable[str], *, as_json: bool) -> int:
    """Run commands one after the other without a person; what needs one is said and skipped."""
    status = 0
    for command in commands:
        outcome = _without_person(terminal, terminal.run(command))
        status, told = outcome.exit, {"stdout": outcome.stdout, "stderr": outcome.stderr}
        if as_json:
            say_json({"command": command, "exitCode": status, **told}, indent=None)
        else:
            sys.stdout.write(outcome.stdout)
            sys.stdout.flush()
            sys.stderr.write(outcome.stderr)
            sys.stderr.flush()
        for request in outcome.requests:
            if isinstance(request, Leave):
                return request.status
    return status


def _without_person(terminal: Terminal, outcome: Outcome) -> Outcome:
    """What a command comes to where nobody edits and nobody ends a watch."""
    status, stdout, stderr = outcome.exit, outcome.stdout, outcome.stderr
    for request in outcome.requests:
        match request:
            case OpenEditor(path=path, on_save=on_save):
                status = 1
                instead = NO_EDIT if on_save else f"write the file instead: cat > {path} <<END"
                stderr += f"an editor needs a terminal; {instead}\n"
            case Watch(command=command, known_by=known_by):
                if known_by is None:
                    stdout += terminal.run(command).shown
                stderr += f"shown once; watching needs a terminal: {command}\n"
    return replace(outcome, exit=status, stdout=stdout, stderr=stderr)


def converse(terminal: Terminal, prompt: Prompt) -> int:
    """Prompt, run, print, until the shell is left. Simulated time follows the wall.

    The end of input leaves a shell; in the middle of a command it ends the command, which is run as it is.
    """
    status = 0
    last = time.monotonic()
    while True:
        text = read_command(prompt, terminal, lambda typed: not terminal.incomplete(typed))
        if text is None:
            sys.stdout.write("exit\n")
            return status
        now = time.monotonic()
        terminal.cluster.advance(now - last)
        last = now
        if not text.strip():
            continue
        outcome = terminal.run(text, interactive=True)
        status = outcome.exit
        sys.stdout.write(outcome.shown)
        left = _serve(terminal, outcome)
        if left is not None:
            return left


def _serve(terminal: Terminal, outcome: Outcome) -> int | None:
    """Do what a command asked of the front end; an exit status when the shell is left."""
    for request in outcome.requests:
        match request:
            case ClearScreen():
                sys.stdout.write(CLEAR)
            case Leave(status=status):
                return status
            case OpenEditor(path=path, on_save=on_save):
                if edit(terminal.files, path) and on_save:
                    sys.stdout.write(terminal.run(on_save).shown)
            case Watch() as watch:
                _watch(terminal, watch)
    return None


def _watch(terminal: Terminal, watch: Watch) -> None:
    """Repeat a command at its real pace until Ctrl+C: on a screen of its own, or what changes below what was shown."""
    outcome = terminal.run(watch.command)
    changes = None if watch.known_by is None else Changes(watch, outcome)
    try:
        for _ in range(WATCH_ROUNDS):
            if changes is None:
                sys.stdout.write(f"{CLEAR}Every {watch.interval:.1f}s: {watch.command}\n\n{outcome.shown}")
                sys.stdout.flush()
            time.sleep(watch.interval)
            terminal.cluster.advance(watch.interval)
            outcome = terminal.run(watch.command)
            if changes is not None:
                sys.stdout.write(changes.since_then(outcome))
                sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stdout.write("\n")
