"""``cat``, ``ls``, ``rm``, ``mv``, ``cp``, ``mkdir``, ``touch``, ``tee`` and others that work on files."""

from __future__ import annotations

import posixpath
import re

from svcquest.terminal.process import FileError, Process
from svcquest.terminal.text.inputs import Inputs, lines_of, write_lines
from svcquest.terminal.text.options import Options, UsageError, parse_options, usage


@usage(1)
def cat(process: Process) -> int:
    """Prints files; ``-n`` numbers lines, ``-b`` those with text, ``-A`` shows ends and tabs."""
    options = parse_options(process, "nbAeEstTuv", long={"number": "n", "show-all": "A"})
    inputs = Inputs(process, options.operands)
    if not options.order:
        for _, text in inputs:
            process.out.write(text)
        return int(inputs.failed)
    number = 0
    for line in lines_of(inputs.text()):
        counted = "n" in options or ("b" in options and bool(line))
        number += counted
        shown = line.replace("\t", "^I") if "A" in options or "T" in options else line
        end = "$" if "A" in options or "E" in options or "e" in options else ""
        process.print((f"{number:6}\t" if counted else "") + shown + end)
    return int(inputs.failed)


def less(process: Process) -> int:
    """``less`` and ``more``: print at once, since the terminal scrolls."""
    inputs = Inputs(process, [word for word in process.args if not word.startswith(("-", "+"))])
    for _, text in inputs:
        process.out.write(text)
    return int(inputs.failed)


@usage(1)
def chmod(process: Process) -> int:
    """Checks that the files are there; everybody may do everything with them anyway."""
    words = [word for word in process.args if not re.fullmatch(r"-[Rvcf]+", word)]
    if len(words) < 2:
        raise UsageError(f"missing operand after ‘{words[0]}’" if words else "missing operand")
    if not re.fullmatch(r"[0-7]{3,4}|[ugoa]*[-+=][rwxXst]*(,[ugoa]*[-+=][rwxXst]*)*", words[0]):
        raise UsageError(f"invalid mode: ‘{words[0]}’")
    missing = [path for path in words[1:] if not process.files.exists(path)]
    for path in missing:
        process.fail(f"cannot access '{path}': No such file or directory")
    return int(bool(missing))


@usage(2)
def ls(process: Process) -> int:
    """Lists folders, one name a line or, on a terminal, in a row."""
    long = {"all": "a", "almost-all": "A", "directory": "d", "color": "G"}
    options = parse_options(process, "alhA1dtrRFGspi", long=long)
    files = process.files
    paths = options.operands or ["."]
    missing = [path for path in paths if not files.exists(path)]
    for path in missing:
        process.fail(f"cannot access '{path}': No such file or directory")
    plain = [path for path in paths if path not in missing and (files.is_file(path) or "d" in options)]
    _print_names(process, options, "", plain)
    for path in paths:
        if path in missing or path in plain:
            continue
        if len(paths) > 1:
            process.print(f"{path}:")
        hidden = [".", ".."] if "a" in options else []
        dotted = "a" in options or "A" in options
        _print_names(process, options, path, hidden + [n for n in files.list(path) if dotted or not n.startswith(".")])
    return 2 if missing else 0


def _print_names(process: Process, options: Options, folder: str, names: list[str]) -> None:
    if "r" in options:
        names = names[::-1]
    marked = [name + _mark(process, options, posixpath.join(folder, name)) for name in names]
    if "l" in options:
        for name, shown in zip(names, marked, strict=True):
            process.print(_long_line(process, posixpath.join(folder, name), shown))
    elif process.out.terminal and "1" not in options:
        process.print("  ".join(marked)) if marked else None
    else:
        write_lines(process, marked)


def _mark(process: Process, options: Options, path: str) -> str:
    return "/" if ("F" in options or "p" in options) and process.files.is_folder(path) else ""


def _long_line(process: Process, path: str, shown: str) -> str:
    folder = process.files.is_folder(path)
    size = 4096 if folder else len(process.files.read(path).encode("utf-8", "surrogateescape"))
    return f"{'drwxr-xr-x' if folder else '-rw-r--r--'} 1 root root {size:>7} {shown}"


@usage(1)
def rm(process: Process) -> int:
    """Deletes files; ``-r`` folders too, ``-f`` without complaint about missing ones."""
    options = parse_options(process, "rRfiv", long={"recursive": "r", "force": "f"})
    if not options.operands and "f" not in options:
        raise UsageError("missing operand")
    status = 0
    for path in options.operands:
        try:
            process.files.remove(path, recursive="r" in options or "R" in options)
        except FileError as error:
            if "f" not in options or process.files.exists(path):
                status = process.fail(f"cannot remove '{path}': {error.reason}")
    return status


@usage(1)
def cp(process: Process) -> int:
    """Copies files; into a folder if the last name is one."""
    return _transfer(process, "cannot stat", remove=False)


@usage(1)
def mv(process: Process) -> int:
    """Renames a file, or moves several into a folder."""
    return _transfer(process, "cannot stat", remove=True)


def _transfer(process: Process, complaint: str, *, remove: bool) -> int:
    options = parse_options(process, "rRfipvna")
    if not options.operands:
        raise UsageError("missing file operand")
    if len(options.operands) == 1:
        raise UsageError(f"missing destination file operand after '{options.operands[0]}'")
    *sources, target = options.operands
    files = process.files
    if len(sources) > 1 and not files.is_folder(target):
        return process.fail(f"target '{target}' is not a directory")
    status = 0
    for source in sources:
        goal = posixpath.join(target, posixpath.basename(source.rstrip("/"))) if files.is_folder(target) else target
        if not files.exists(source):
            status = process.fail(f"{complaint} '{source}': No such file or directory")
        elif files.resolve(source) == files.resolve(goal):
            status = process.fail(f"'{source}' and '{goal}' are the same file")
        elif files.is_folder(source):
            status = _transfer_folder(process, source, goal, options, remove=remove) or status
        else:
            files.write(goal, files.read(source))
            if remove:
                files.remove(source)
    return status


def _transfer_folder(process: Process, source: str, goal: str, options: Options, *, remove: bool) -> int:
    if not (remove or "r" in options or "R" in options or "a" in options):
        return process.fail(f"-r not specified; omitting directory '{source}'")
    files = process.files
    root, new_root = files.resolve(source), files.resolve(goal)
    if f"{new_root}/".startswith(f"{root}/"):
        return process.fail(f"cannot copy a directory, '{source}', into itself, '{goal}'")
    files.make_folder(new_root, parents=True)
    for path in [path for path in files.paths() if path.startswith(f"{root}/")]:
        moved = new_root + path[len(root) :]
        files.make_folder(posixpath.dirname(moved), parents=True)
        files.write(moved, files.read(path))
    if remove:
        files.remove(source, recursive=True)
    return 0


@usage(1)
def mkdir(process: Process) -> int:
    """Makes folders; ``-p`` with those above them."""
    options = parse_options(process, "pv", "m", {"parents": "p"})
    if not options.operands:
        raise UsageError("missing operand")
    status = 0
    for path in options.operands:
        try:
            process.files.make_folder(path, parents="p" in options)
        except FileError as error:
            status = process.fail(f"cannot create directory ‘{path}’: {error.reason}")
    return status


def rmdir(process: Process) -> int:
    """Deletes empty folders."""
    status = 0
    for path in process.args:
        try:
            full = bool(process.files.list(path))
            process.files.remove(path, recursive=not full)
        except FileError as error:
            reason = "Directory not empty" if process.files.is_folder(path) else error.reason
            status = process.fail(f"failed to remove '{path}': {reason}")
    return status


def touch(process: Process) -> int:
    """Makes files that do not exist."""
    status = 0
    for path in process.args:
        if path.startswith("-") or process.files.is_folder(path):
            continue
        try:
            process.files.write(path, "", append=True)
        except FileError as error:
            status = process.fail(f"cannot touch '{path}': {error.reason}")
    return status


@usage(1)
def tee(process: Process) -> int:
    """Copies its input to files and to its output; ``-a`` appends."""
    options = parse_options(process, "ai", long={"append": "a"})
    process.out.write(process.stdin)
    status = 0
    for path in options.operands:
        try:
            process.files.write(path, process.stdin, append="a" in options)
        except FileError as error:
            status = process.fail(str(error))
    return status


@usage(1)
def basename(process: Process) -> int:
    """The last part of a path, without a suffix."""
    if not process.args:
        raise UsageError("missing operand")
    path, suffix = process.args[0].rstrip("/") or "/", "".join(process.args[1:2])
    name = posixpath.basename(path) or "/"
    process.print(name.removesuffix(suffix) if name != suffix else name)
    return 0


@usage(1)
def dirname(process: Process) -> int:
    """A path without its last part."""
    if not process.args:
        raise UsageError("missing operand")
    for path in process.args:
        process.print(posixpath.dirname(path.rstrip("/")) or ("/" if path.startswith("/") else "."))
    return 0
