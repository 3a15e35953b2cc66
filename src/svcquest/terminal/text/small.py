"""``seq``, ``xargs``, ``diff``, ``base64``: small programs."""

from __future__ import annotations

import base64 as codec
import binascii
import difflib
import re
import shlex
from decimal import Decimal

from svcquest.terminal.process import Process
from svcquest.terminal.text.inputs import Inputs, lines_of, write_lines
from svcquest.terminal.text.options import Options, UsageError, parse_options, usage

_NUMBER = re.compile(r"[-+]?(\d{1,15}(\.\d{0,10})?|\.\d{1,10})")
_MOST_NUMBERS = 100_000
_LONGEST_DIFF = 2_000


@usage(1)
def seq(process: Process) -> int:
    """Numbers from FIRST (1) by STEP (1) to LAST; ``-s`` between them, ``-w`` of equal width."""
    words = list(process.args)
    separator, equal_width = "\n", False
    while words and re.fullmatch(r"-[a-zA-Z].*", words[0]):
        flag = words.pop(0)
        equal_width = equal_width or flag == "-w"
        if flag.startswith("-s"):
            separator = flag[2:] or (words.pop(0) if words else "\n")
        elif flag != "-w":
            raise UsageError(f"invalid option -- '{flag[1]}'")
    if not 1 <= len(words) <= 3:
        what = f"extra operand ‘{words[3]}’" if words else "missing operand"
        raise UsageError(what)
    for word in words:
        if not _NUMBER.fullmatch(word):
            raise UsageError(f"invalid floating point argument: ‘{word}’")
    numbers = [Decimal(word) for word in words]
    last = numbers.pop()
    first = numbers[0] if numbers else Decimal(1)
    step = numbers[1] if len(numbers) == 2 else Decimal(1)
    if step == 0:
        raise UsageError(f"invalid Zero increment value: ‘{words[1]}’")
    count = min(max(int((last - first) / step) + 1, 0), _MOST_NUMBERS) if (last - first) / step >= 0 else 0
    shown = [f"{first + step * index:f}" for index in range(count)]
    if equal_width:
        shown = [text.zfill(max(map(len, shown))) for text in shown]
    if shown:
        process.print(separator.join(shown))
    return 0


@usage(1)
def xargs(process: Process) -> int:
    """Runs a command with words of its input: all at once, ``-n`` at a time, or line by line in place of ``-I``."""
    options = parse_options(process, "rt0x", "nILPd", permute=False)
    at_once = options.number("n", 0)
    command = tuple(options.operands) or ("echo",)
    try:
        lines = _batches(process, options, at_once)
    except ValueError:
        return process.fail("unmatched quote; by default quotes are special to xargs unless you use the -0 option")
    status = 0
    for words in lines:
        argv = (*command, *words)
        if "I" in options:
            argv = tuple(word.replace(options.value("I"), words[0]) for word in command)
        if "t" in options:
            process.error(" ".join(argv))
        result = process.start(argv)
        if result in (126, 127):
            return result
        status = 123 if result else status
    return status


def _batches(process: Process, options: Options, at_once: int) -> list[list[str]]:
    if "I" in options:
        return [[line.strip()] for line in lines_of(process.stdin) if line.strip()]
    if "L" in options:
        return [line.split() for line in lines_of(process.stdin) if line.strip()]
    separator = "\0" if "0" in options else options.value("d").replace("\\n", "\n")
    if separator:
        words = [word for word in process.stdin.rstrip("\n").split(separator) if word]
    else:
        words = shlex.split(process.stdin)
    if not words and "r" not in options:
        return [[]]
    size = at_once if at_once > 0 else max(len(words), 1)
    return [words[index : index + size] for index in range(0, len(words), size)]


@usage(2)
def diff(process: Process) -> int:
    """Compares two files line by line; ``-u`` with context, ``-q`` only says whether they differ."""
    long = {"unified": "u", "brief": "q", "ignore-all-space": "w", "report-identical-files": "s", "color": "y"}
    options = parse_options(process, "uqwsNbry", "U", long)
    if len(options.operands) != 2:
        names = options.operands
        what = "missing operand" + (f" after '{names[-1]}'" if names else "")
        raise UsageError(f"extra operand '{names[2]}'" if len(names) > 2 else what)
    context = options.number("U", 3)
    old_name, new_name = options.operands
    texts = [text for name in options.operands for _, text in Inputs(process, [name])]
    if len(texts) < 2:
        return 2
    old, new = (lines_of(text) for text in texts)
    if max(len(old), len(new)) > _LONGEST_DIFF:
        return process.fail(f"files of more than {_LONGEST_DIFF} lines are not compared here", 2)
    if texts[0] == texts[1]:
        if "s" in options:
            process.print(f"Files {old_name} and {new_name} are identical")
        return 0
    if "q" in options:
        process.print(f"Files {old_name} and {new_name} differ")
    elif "u" in options or "U" in options:
        write_lines(process, [*difflib.unified_diff(old, new, old_name, new_name, n=context, lineterm="")])
    else:
        _print_normal_diff(process, old, new)
    return 1


def _print_normal_diff(process: Process, old: list[str], new: list[str]) -> None:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        letter = {"replace": "c", "delete": "d", "insert": "a"}[tag]
        process.print(f"{_span(a, b)}{letter}{_span(c, d)}")
        write_lines(process, [f"< {line}" for line in old[a:b]])
        if tag == "replace":
            process.print("---")
        write_lines(process, [f"> {line}" for line in new[c:d]])


def _span(start: int, end: int) -> str:
    """Line numbers as diff prints them; an empty span is named by the line before it."""
    if end - start == 1:
        return str(end)
    return f"{start + 1},{end}" if end > start else str(start)


@usage(1)
def base64(process: Process) -> int:
    """Encodes, or decodes with ``-d``; ``-w`` is the length of lines, 0 for one line."""
    options = parse_options(process, "diD", "w", {"decode": "d", "wrap": "w", "ignore-garbage": "i"})
    width = options.number("w", 76)
    inputs = Inputs(process, options.operands[:1])
    text = inputs.text()
    if inputs.failed:
        return 1
    if "d" not in options and "D" not in options:
        encoded = codec.b64encode(text.encode("utf-8", "surrogateescape")).decode()
        lines = [encoded[at : at + width] for at in range(0, len(encoded), width)] if width > 0 else [encoded]
        process.out.write("\n".join(lines) + ("\n" if width > 0 and lines else ""))
        return 0
    try:
        decoded = codec.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return process.fail("invalid input")
    process.out.write(decoded.decode("utf-8", "replace"))
    return 0
