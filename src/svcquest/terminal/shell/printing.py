"""``echo`` and ``printf``."""

from __future__ import annotations

import re

from svcquest.terminal.process import Process
from svcquest.terminal.shell.lexer import unescape

_DIRECTIVE = re.compile(r"%(?:(%)|([-+ 0#]*)(\d{0,4}|\*)(?:\.(\d{0,4}))?([sdiuxXofeEgGcbq]))")
_MOST_ROUNDS = 10_000


def echo(process: Process) -> int:
    """Prints its arguments; ``-n`` without line end, ``-e`` with escapes."""
    words = list(process.args)
    flags = ""
    while words and re.fullmatch(r"-[neE]+", words[0]):
        flags += words.pop(0)[1:]
    text = " ".join(words)
    if "e" in flags and flags.rfind("e") > flags.rfind("E"):
        text, _, rest = text.partition("\\c")
        text = unescape(text)
        flags += "n" if rest else ""
    process.print(text, end="" if "n" in flags else "\n")
    return 0


def printf(process: Process) -> int:
    """Prints by a format, again and again until the arguments are used up."""
    words = list(process.args)
    if words[:1] == ["--"]:
        del words[0]
    if not words:
        return process.fail("usage: printf [-v var] format [arguments]", 2)
    template, *arguments = words
    formatter = _Formatter(arguments)
    for _ in range(_MOST_ROUNDS):
        process.out.write(formatter.round(template))
        if not formatter.progressed or not formatter.left:
            break
    for complaint in formatter.complaints:
        process.fail(complaint)
    return 1 if formatter.complaints else 0


class _Formatter:
    def __init__(self, arguments: list[str]) -> None:
        self.left = arguments
        self.complaints: list[str] = []
        self.progressed = False

    def round(self, template: str) -> str:
        """The format once, with the next arguments."""
        self.progressed = False
        pieces: list[str] = []
        at = 0
        for found in _DIRECTIVE.finditer(template):
            pieces += [unescape(template[at : found.start()]), self._directive(found)]
            at = found.end()
        return "".join(pieces) + unescape(template[at:])

    def _take(self) -> str:
        self.progressed = True
        return self.left.pop(0) if self.left else ""

    def _directive(self, found: re.Match[str]) -> str:
        if found[1]:
            return "%"
        flags, width, precision, kind = found[2], found[3], found[4], found[5]
        if width == "*":
            width = str(min(abs(int(self._number(self._take()))), 9999))
        argument = self._take()
        if kind in "sbqc":
            text = {"b": unescape(argument), "q": _quoted(argument), "c": argument[:1]}.get(kind, argument)
            text = text if precision is None else text[: int(precision or 0)]
            return text.ljust(int(width or 0)) if "-" in flags else text.rjust(int(width or 0))
        number = self._number(argument)
        value = number if kind in "feEgG" else int(number)
        dot = "" if precision is None else f".{precision}"
        return f"%{flags}{width}{dot}{'d' if kind in 'iu' else kind}" % value

    def _number(self, text: str) -> float:
        if re.fullmatch(r"\s*[-+]?\d{1,300}", text):
            return int(text)
        if re.fullmatch(r"\s*[-+]?(\d{1,300}\.?\d{0,300}|\.\d{1,300})([eE][-+]?\d{1,2})?", text):
            return float(text)
        if text[:1] in "'\"" and len(text) > 1:
            return ord(text[1])
        if text:
            self.complaints.append(f"{text}: invalid number")
        return 0


def _quoted(text: str) -> str:
    return re.sub(r"([^A-Za-z0-9_@%+=:,./-])", r"\\\1", text) or "''"
