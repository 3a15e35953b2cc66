"""The command line of dig. Follows bin/dig/dig.c parse_args and plus_option."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcquest.engine.dns.names import to_reverse
from svcquest.engine.ranges import is_address
from svcquest.model.frozen import dataclass, field
from svcquest.terminal.tools import bind
from svcquest.terminal.tools.message_size import EDNS_ROOM
from svcquest.terminal.tools.messages import Shown
from svcquest.terminal.tools.options import whole

USAGE = """\
Usage:  dig [@global-server] [domain] [q-type] [q-class] {q-opt}
            {global-d-opt} host [@local-server] {local-d-opt}
            [ host [@local-server] {local-d-opt} [...]]

Use "dig -h" (or "dig -h | more") for complete list of options"""

_CLASSES = {"IN", "CH", "HS"}
_WITH_VALUE = "bcfkpqtxy"

_Setter = Callable[["Settings", bool, str], None]
"""What an option does: the settings, whether it came without ``no``, and its value."""


@dataclass(slots=True)
class Settings:
    """A command line taken apart."""

    shown: Shown = field(default_factory=Shown)
    queries: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    server: str = ""
    servers: int = 0
    port: int = bind.PORT
    kind: str = ""
    search: bool = False
    domain: str = ""
    show_search: bool = False
    ndots: int | None = None
    recurse: bool = True
    tcp: bool = False
    ignore: bool = False
    trace: bool = False
    room: int = EDNS_ROOM
    patience: bind.Patience = bind.USUAL

    def add_type(self, kind: str) -> None:
        """A type holds for the name before it, or for the names that follow when it comes first."""
        if self.queries:
            self.queries[-1] = (self.queries[-1][0], kind.upper())
        else:
            self.kind = kind.upper()


class UsageError(Exception):
    """The command line cannot be understood; its text says why."""


class UnknownHereError(Exception):
    """Something that the real one knows and this one does not."""


def parse(args: tuple[str, ...]) -> Settings:
    """Take a command line apart.

    Raises:
        UsageError: it makes no sense.
        UnknownHereError: it asks for what is not simulated.
    """
    settings = Settings()
    words = iter(args)
    for word in words:
        if word.startswith("@") and len(word) > 1:
            settings.server = word[1:]
        elif word.startswith("+") and len(word) > 1:
            _set_option(settings, word)
        elif word.startswith("-") and len(word) > 1:
            _set_flag(settings, word, words)
        elif word.upper() in bind.TYPES:
            settings.add_type(word)
        elif word.upper() not in _CLASSES:
            settings.queries.append((word, settings.kind))
    return settings


def _set_flag(settings: Settings, word: str, words: Iterator[str]) -> None:
    letter, value = word[1], word[2:]
    if letter in _WITH_VALUE:
        value = value or next(words, "")
        if not value:
            raise UsageError(f"Invalid option: {word}")
    match letter:
        case "x":
            name = to_reverse(value) if is_address(value) else f"{'.'.join(reversed(value.split('.')))}.in-addr.arpa."
            settings.queries.append((name, settings.kind or "PTR"))
        case "t":
            if value.upper() not in bind.TYPES:
                settings.warnings.append(f";; Warning, ignoring invalid type {value}")
            else:
                settings.add_type(value)
        case "q":
            settings.queries.append((value, settings.kind))
        case "p" if whole(value) is not None:
            settings.port = int(value)
        case "4" | "6" | "b" | "c" | "u" | "r" | "m" | "i":
            pass
        case _:
            raise UsageError(f"Invalid option: {word}")


def _set_option(settings: Settings, word: str) -> None:
    name, _, value = word[1:].partition("=")
    on = not name.startswith("no") or name.startswith("nocookie=")
    plain = name if on else name[2:]
    if plain in _IGNORED or (plain in _UNKNOWN_HERE and not on):
        return
    if plain in _UNKNOWN_HERE:
        raise UnknownHereError(f"+{plain} is not known here")
    setter = _OPTIONS.get(plain)
    if setter is None:
        raise UsageError(f"Invalid option: {word}")
    if setter in _NEEDS_NUMBER and whole(value) is None:
        raise UsageError(f"Invalid option: {word}")
    setter(settings, on, value)


def _all(settings: Settings, on: bool, _value: str) -> None:
    settings.shown.set_all(on)


def _short(settings: Settings, on: bool, _value: str) -> None:
    settings.shown.set_short(on)


def _show_search(settings: Settings, on: bool, _value: str) -> None:
    settings.search = settings.show_search = on


def _domain(settings: Settings, _on: bool, value: str) -> None:
    if not value:
        raise UsageError("Invalid option: +domain")
    settings.domain = value


def _ndots(settings: Settings, _on: bool, value: str) -> None:
    settings.ndots = int(value)


def _room(settings: Settings, on: bool, value: str) -> None:
    room = whole(value) if on else None
    settings.room = EDNS_ROOM if room is None else room


def _tries(settings: Settings, _on: bool, value: str) -> None:
    settings.patience = bind.Patience(max(int(value), 1), settings.patience.seconds)


def _retry(settings: Settings, _on: bool, value: str) -> None:
    settings.patience = bind.Patience(int(value) + 1, settings.patience.seconds)


def _time(settings: Settings, _on: bool, value: str) -> None:
    settings.patience = bind.Patience(settings.patience.attempts, max(int(value), 1))


def _switch(attribute: str) -> _Setter:
    def set_switch(settings: Settings, on: bool, _value: str) -> None:
        setattr(settings, attribute, on)

    return set_switch


def _part(attribute: str) -> _Setter:
    def set_part(settings: Settings, on: bool, _value: str) -> None:
        setattr(settings.shown, attribute, on)

    return set_part


_OPTIONS: dict[str, _Setter] = {
    "all": _all,
    "short": _short,
    **{name: _switch(name) for name in ("search", "recurse", "tcp", "ignore", "trace")},
    "defname": _switch("search"),
    "rec": _switch("recurse"),
    "rdflag": _switch("recurse"),
    "vc": _switch("tcp"),
    "showsearch": _show_search,
    "domain": _domain,
    "ndots": _ndots,
    "bufsize": _room,
    "tries": _tries,
    "retry": _retry,
    "time": _time,
    "timeout": _time,
    **{name: _part(name) for name in ("cmd", "comments", "question", "answer", "authority", "additional", "stats")},
    **{name: _part(name) for name in ("edns", "cookie", "identify")},
    "auth": _part("authority"),
    "ttlid": _part("ttl"),
    "ttlunits": _part("units"),
    "multiline": _part("multiline"),
    "multi": _part("multiline"),
    "qr": _part("query"),
    "yaml": _part("yaml"),
    "cl": _part("classes"),
    "class": _part("classes"),
}
_NEEDS_NUMBER = {_ndots, _tries, _retry, _time}
_IGNORED = {
    *("adflag", "ad", "cdflag", "cd", "dnssec", "do"),
    *("onesoa", "fail", "besteffort", "idnin", "idnout", "keepalive", "keepopen", "zflag", "raflag", "tcflag"),
    *("rrcomments", "crypto", "split", "aaflag", "aaonly", "mapped", "sigchase", "ednsflags", "badcookie"),
}
"""Options that make no difference here, with or without ``no`` before them."""
_UNKNOWN_HERE = {"expire", "header-only", "nsid", "nssearch", "opcode", "padding", "subnet", "unknownformat"}
"""Options that would show what is not simulated."""
