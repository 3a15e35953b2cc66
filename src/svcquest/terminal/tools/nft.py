"""nft: lists the tables of nftables on a node. Only kube-proxy's nftables mode keeps some there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count

from svcquest.engine.proxy.listing.nft_values import NamedSet, NftChain, NftTable
from svcquest.engine.proxy.listing.nftables import table_of
from svcquest.terminal.process import Process
from svcquest.terminal.tools import options
from svcquest.terminal.tools.kernel import may_look, node_of, proxied_state
from svcquest.terminal.tools.nft_text import Mark, table_lines

_VERSION = "nftables v1.0.9 (Old Doc Yak #3)"
_USAGE = """\
Usage: nft [-a] list ruleset
       nft [-a] list {table [FAMILY] TABLE | chain|set|map [FAMILY] TABLE NAME}
       nft [-a] list {tables|chains|sets|maps} [FAMILY]
FAMILY is ip (the default) or ip6."""
_FAMILIES = ("ip", "ip6", "inet", "arp", "bridge", "netdev")
_WRITES = ("add", "create", "delete", "destroy", "flush", "insert", "replace", "rename", "reset")
_KINDS = {"chain": "chains", "set": "sets", "map": "maps"}


def run(process: Process) -> int:
    """``nft [-a] list …``."""
    try:
        given, found = options.parse(process.args, "anNsSpyuthvV", ("handle", "stateless", "terse", "help", "version"))
    except options.OptionError as problem:
        return process.fail(str(problem))
    if given.keys() & {"v", "V", "version"}:
        process.print(_VERSION)
        return 0
    words = " ".join(found).split()
    if given.keys() & {"h", "help"} or not words:
        process.print(_USAGE)
        return 0 if given else 1
    if words[0] in _WRITES:
        return process.fail("rules follow the Services here, they can be listed but not changed")
    if words[0] != "list" or len(words) == 1:
        return _error(process, "syntax error, unexpected string", words, 0)
    if not may_look(process):
        process.error("Operation not permitted (you must be root)")
        return process.fail("cache initialization failed: Operation not permitted")
    numbers = count(1)
    handles = given.keys() & {"a", "handle"}
    return _list(process, words, (lambda: f" # handle {next(numbers)}") if handles else str)


def _list(process: Process, words: list[str], mark: Mark) -> int:
    what, *rest = words[1:]
    family = rest.pop(0) if rest and rest[0] in _FAMILIES else ""
    tables = [each for each in _tables(process) if family in {each.family, ""}]
    if what == "tables":
        for table in tables:
            process.print(f"table {table.family} {table.name}")
        return 0
    if what in _EVERY:
        for table in tables:
            _show(process, table, _EVERY[what](table), mark, comment=what == "ruleset")
        return 0
    if what != "table" and what not in _KINDS:
        return _error(process, "syntax error, unexpected string", words, 1)
    if len(rest) != (1 if what == "table" else 2):
        return _error(process, "syntax error, unexpected newline, expecting string", words, len(words) - 1)
    own = next((each for each in tables if each.name == rest[0] and each.family == (family or "ip")), None)
    if own is None:
        return _error(process, "No such file or directory", words, len(words) - len(rest))
    if what == "table":
        _show(process, own, _EVERY["ruleset"](own), mark, comment=True)
        return 0
    things = [each for each in _EVERY[_KINDS[what]](own) if each.name == rest[1]]
    if not things:
        return _error(process, "No such file or directory", words, len(words) - 1)
    _show(process, own, things, mark, comment=False)
    return 0


_EVERY: dict[str, Callable[[NftTable], Sequence[NamedSet | NftChain]]] = {
    "ruleset": lambda table: (*table.sets, *table.chains),
    "chains": lambda table: table.chains,
    "sets": lambda table: [each for each in table.sets if each.kind == "set"],
    "maps": lambda table: [each for each in table.sets if each.kind == "map"],
}
"""What is listed of each table."""


def _tables(process: Process) -> tuple[NftTable, ...]:
    node, state = node_of(process), proxied_state(process)
    if node is None or state.settings.proxy_mode != "nftables":
        return ()
    return (table_of(state, node, "IPv4"), table_of(state, node, "IPv6"))


def _show(
    process: Process, table: NftTable, things: Iterable[NamedSet | NftChain], mark: Mark, *, comment: bool
) -> None:
    for line in table_lines(table, things, mark, comment=comment):
        process.print(line)


def _error(process: Process, text: str, words: Sequence[str], at: int) -> int:
    """An error below which carets mark the word that it is about."""
    start = sum(len(word) + 1 for word in words[:at])
    process.error(f"Error: {text}\n{' '.join(words)}\n{' ' * start}{'^' * len(words[at])}")
    return 1
