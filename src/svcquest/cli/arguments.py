"""What can be typed after ``svcquest``: one parser for running, for help and for shell completion."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence

from svcquest import __version__


def parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser of the command line. What it finds says under ``run`` where the command is: ``module:function``.

    Args:
        words: what is to be parsed; when they begin with a command, the parser knows no other.
    """
    root = argparse.ArgumentParser(
        prog="svcquest",
        formatter_class=_Formatter,
        description="Learn Kubernetes Services: write YAML or kubectl, be graded by the traffic that arrives. "
        "Without a command: the game.",
    )
    root.add_argument("--version", action="version", version=f"svcquest {__version__}")
    root.set_defaults(run="svcquest.cli.play:run", level=None, file=None, plain=False, seed=1)
    commands = root.add_subparsers(title="commands", metavar="COMMAND", dest="command", prog=root.prog)
    for name, add in _COMMANDS.items():
        if not words or words[0] == name or words[0] not in _COMMANDS:
            add(commands)
    return root


def parse(words: Sequence[str]) -> argparse.Namespace:
    """What a command line asks for; ends the program where that cannot be told.

    Older versions of ``argparse`` take no file behind an option, once there could have been one before it.
    """
    root = parser(words or ("play",))  # without a word nothing but the game can be meant
    arguments, left = root.parse_known_args(words)
    if left:
        many = getattr(arguments, "many", "")
        if not many or any(word.startswith("-") and word != "-" for word in left):
            root.error(f"unrecognized arguments: {' '.join(left)}")
        setattr(arguments, many, [*getattr(arguments, many), *left])
    return arguments


class _Formatter(argparse.HelpFormatter):
    """Finds out how wide help may be without ``shutil``, which imports three compressors."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(1).columns or 80
    except OSError:
        return 80


_Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse gives the type no public name


def _command(commands: _Commands[argparse.ArgumentParser], name: str, text: str) -> argparse.ArgumentParser:
    found = commands.add_parser(
        name, help=text, description=f"{text[0].upper()}{text[1:]}.", formatter_class=_Formatter
    )
    found.set_defaults(run=f"svcquest.cli.{name}:run")
    return found


def _play(commands: _Commands[argparse.ArgumentParser]) -> None:
    play = _command(commands, "play", "play one level")
    play.add_argument("level", nargs="?", metavar="LEVEL", help="its id; the first unsolved one when left out")
    play.add_argument("--file", metavar="F", help="your own editor's file: each save is graded")
    _seed(play)
    play.add_argument("--plain", action="store_true", help="line by line, for screen readers and odd terminals")


def _demo(commands: _Commands[argparse.ArgumentParser]) -> None:
    demo = _command(commands, "demo", "a level plays itself: a wrong answer, its trace, the right answer")
    demo.add_argument("--fast", action="store_true", help="without pauses")


def _levels(commands: _Commands[argparse.ArgumentParser]) -> None:
    levels = _command(commands, "levels", "list the levels with your stars")
    _json(levels)


def _check(commands: _Commands[argparse.ArgumentParser]) -> None:
    check = _command(commands, "check", "grade an answer: exit 0 solved, 1 not solved, 2 unusable input")
    check.add_argument("level", metavar="LEVEL", help="id of a level, or the path of a level's folder")
    check.add_argument("files", nargs="*", metavar="FILE", help="manifest to apply; - is standard input")
    check.set_defaults(many="files")
    check.add_argument(
        "-c", dest="lines", action="append", default=[], metavar="CMD", help="terminal line to run after"
    )
    _picks(check)
    _seed(check)
    _json(check)


def _watch(commands: _Commands[argparse.ArgumentParser]) -> None:
    watch = _command(commands, "watch", "grade a file at every save")
    watch.add_argument("level", metavar="LEVEL", help="id of a level")
    watch.add_argument("file", metavar="FILE", help="manifest that you edit elsewhere")
    _picks(watch)


def _sim(commands: _Commands[argparse.ArgumentParser]) -> None:
    sim = _command(commands, "sim", "a shell on a simulated cluster: kubectl, curl, dig and friends")
    sim.add_argument("clusters", nargs="*", metavar="CLUSTER.yaml", help="objects to start with, also a dump")
    sim.set_defaults(many="clusters")
    sim.add_argument("-c", dest="lines", action="append", default=[], metavar="CMD", help="run this and end")
    _json(sim, "one JSON line a command")
    _proxy(sim)


def _trace(commands: _Commands[argparse.ArgumentParser]) -> None:
    trace = _command(commands, "trace", "where requests go and why: hops, pods reached, shares")
    trace.add_argument("clusters", nargs="+", metavar="CLUSTER.yaml", help="objects, also a dump of a real cluster")
    trace.add_argument("target", metavar="TARGET", help="http://HOST:PORT/, tcp://HOST:PORT or udp://HOST:PORT")
    trace.add_argument("--from", dest="source", required=True, metavar="SRC", help="pod/NS/NAME, node/NAME or external")
    trace.add_argument("-n", dest="times", type=int, default=100, metavar="N", help="how many requests (100)")
    _json(trace)
    _proxy(trace)


def _web(commands: _Commands[argparse.ArgumentParser]) -> None:
    web = _command(commands, "web", "the game in a browser on this machine")
    web.add_argument("level", nargs="?", metavar="LEVEL", help="open this level at once")
    web.add_argument("--port", type=_port, default=8000, metavar="N", help="on loopback (8000)")


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port; 1 to 65535")
    return int(text)


def _progress(commands: _Commands[argparse.ArgumentParser]) -> None:
    progress = _command(commands, "progress", "what you have solved: show, export, import, reset")
    actions = progress.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    show = actions.add_parser("show", help="stars of each level", description="Stars of each level.")
    _json(show)
    export = actions.add_parser("export", help="write it as JSON", description="Write it as JSON.")
    export.add_argument("file", nargs="?", default="-", metavar="FILE", help="- is standard output")
    taken = actions.add_parser(
        "import", help="take over what is better", description="Take over what is better; nothing gets worse."
    )
    taken.add_argument("file", metavar="FILE", help="an export; - is standard input")
    reset = actions.add_parser("reset", help="forget results", description="Forget results and unfinished work.")
    reset.add_argument("level", nargs="?", metavar="LEVEL", help="of one level only")
    reset.add_argument("--yes", action="store_true", help="do not ask")


def _schema(commands: _Commands[argparse.ArgumentParser]) -> None:
    schema = _command(commands, "schema", "print the JSON Schema of the level format, for editors")
    files = ("level", "pack", "placement")
    schema.add_argument("of", nargs="?", choices=files, default="level", help="for which file: level.yaml, ...")


def _pack(commands: _Commands[argparse.ArgumentParser]) -> None:
    pack = _command(commands, "pack", "write, check, hand out and install packs of levels")
    actions = pack.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    new = _action(actions, "new", "begin a pack: a folder with one level, which works as it is")
    new.add_argument("name", metavar="NAME", help="folder to make; its last part becomes the pack's id")
    dump = "begin from kubectl get all,nodes -A -o yaml, or from your `sandbox`"
    new.add_argument("--from", dest="dump", metavar="DUMP.yaml", help=dump)
    new.add_argument(
        "--service", default="", metavar="NS/NAME", help="the Service that is missing then; the first that has pods"
    )
    _json(new)
    lint = _action(actions, "lint", "say what is wrong with a pack or level, each fault with its place")
    lint.add_argument("path", metavar="PATH", help="folder of a pack or of a level")
    _json(lint)
    test = _action(actions, "test", "play all answers, and wrong ones derived from the solution")
    test.add_argument("path", metavar="PATH", help="folder of a pack or of a level")
    _seed(test)
    test.add_argument(
        "-j", dest="jobs", type=int, default=0, metavar="N", help="levels at once (as many as processors)"
    )
    _json(test)
    install = _action(actions, "install", "put a pack where the game finds it")
    install.add_argument("path", metavar="PATH", help="folder or zip of a pack")
    _json(install)
    _json(_action(actions, "list", "list the packs that there are"))
    remove = _action(actions, "remove", "take an installed pack away; progress is kept")
    remove.add_argument("id", metavar="ID", help="the pack's id")
    _json(remove)
    export = _action(actions, "export", "write a pack into a zip to hand out")
    export.add_argument("path", metavar="PATH", help="folder of a pack")
    export.add_argument("-o", dest="output", metavar="FILE", help="the zip (ID-VERSION.zip)")
    _json(export)


def _action(actions: _Commands[argparse.ArgumentParser], name: str, text: str) -> argparse.ArgumentParser:
    found = actions.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.", formatter_class=_Formatter)
    found.set_defaults(run=f"svcquest.cli.packs.{name}:run")
    return found


def _completion(commands: _Commands[argparse.ArgumentParser]) -> None:
    completion = _command(commands, "completion", "print a completion script for your shell")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"))


def _json(command: argparse.ArgumentParser, text: str = "as JSON") -> None:
    command.add_argument("--json", action="store_true", help=text)


def _seed(command: argparse.ArgumentParser) -> None:
    text = "draws the level's variant, the cluster's names and addresses, the balancer's choices (1)"
    command.add_argument("--seed", type=_positive, default=1, metavar="N", help=text)


def _positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) < 10**9:
        raise argparse.ArgumentTypeError(f"{text} is no seed; 1 to 999999999")
    return int(text)


def _picks(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--answer",
        dest="picks",
        action="append",
        default=[],
        metavar="ID=CHOICE",
        help="to a question of the level; ID=CHOICE,EVIDENCE where it asks what shows it",
    )


def _proxy(command: argparse.ArgumentParser) -> None:
    modes = ("iptables", "ipvs", "nftables", "userspace")
    command.add_argument("--proxy", choices=modes, default="iptables", metavar="MODE", help=f"{', '.join(modes)}")


_COMMANDS: dict[str, Callable[[_Commands[argparse.ArgumentParser]], None]] = {
    "play": _play,
    "demo": _demo,
    "levels": _levels,
    "check": _check,
    "watch": _watch,
    "sim": _sim,
    "trace": _trace,
    "progress": _progress,
    "web": _web,
    "pack": _pack,
    "schema": _schema,
    "completion": _completion,
}
