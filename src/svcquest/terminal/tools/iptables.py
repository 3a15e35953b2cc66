"""iptables, ip6tables and their ``-save``: a node's rules, as kube-proxy and kubelet have written them.

Nodes have the legacy back end, so that ``nft`` shows nothing of them. Rules are made by kube-proxy from Services and
cannot be changed by hand here; it would put them back within seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from svcquest.engine.proxy.listing.netfilter import BUILT_IN, Chain, Table
from svcquest.engine.proxy.listing.tables import tables_of
from svcquest.schema.addresses import Family
from svcquest.terminal.process import Process
from svcquest.terminal.tools import options
from svcquest.terminal.tools.iptables_text import Style, listed, saved
from svcquest.terminal.tools.kernel import may_look, node_of, proxied_state
from svcquest.terminal.world import world_of

VERSION = "v1.8.11"

_WRITES = (
    ("-A", "--append"),
    ("-I", "--insert"),
    ("-D", "--delete"),
    ("-R", "--replace"),
    ("-C", "--check"),
    ("-F", "--flush"),
    ("-N", "--new-chain"),
    ("-X", "--delete-chain"),
    ("-P", "--policy"),
    ("-E", "--rename-chain"),
    ("-Z", "--zero"),
)
_LONG = (
    "table=",
    "list",
    "list-rules",
    "numeric",
    "verbose",
    "exact",
    "line-numbers",
    "wait",
    "version",
    "help",
    "ipv4",
    "ipv6",
)
_EMPTY: dict[str, tuple[str, ...]] = {
    "raw": ("PREROUTING", "OUTPUT"),
    "security": ("INPUT", "FORWARD", "OUTPUT"),
}
"""Tables that nobody writes to."""

_USAGE = """\
Usage: {name} [-t TABLE] -L [CHAIN] [-n] [-v] [-x] [--line-numbers]
       {name} [-t TABLE] -S [CHAIN]
TABLE is filter (the default), nat, mangle, raw or security."""


def run(process: Process) -> int:
    """``iptables [-t TABLE] {-L|-S} [CHAIN] [-n] [-v] [-x] [--line-numbers]``."""
    written = {word.partition("=")[0] for word in process.args}
    if any(written & {*flags} for flags in _WRITES):
        return _problem(process, "rules follow the Services here, they can be listed (-L, -S) but not changed", 4)
    try:
        given, words = options.parse(process.args, "t:LSnvxw46Vh", _LONG)
    except options.OptionError as problem:
        what = f'option "-{problem.option}" requires an argument'
        if problem.unknown:
            dashes = "-" if len(problem.option) == 1 else "--"
            what = f'unknown option "{dashes}{problem.option}"'
        return _problem(process, f"{what}\n{_advice(process)}", 2)
    if given.keys() & {"h", "help"}:
        process.print(_USAGE.format(name=process.name))
        return 0
    if given.keys() & {"V", "version"}:
        process.print(f"{process.name} {VERSION} (legacy)")
        return 0
    lists, rules = given.keys() & {"L", "list"}, given.keys() & {"S", "list-rules"}
    if not lists and not rules:
        return _problem(process, f"no command specified\n{_advice(process)}", 2)
    return _show(process, given, words, as_commands=bool(rules))


def _show(process: Process, given: dict[str, str], words: Sequence[str], *, as_commands: bool) -> int:
    name = given.get("t", given.get("table", "filter"))
    if not may_look(process):
        return _forbidden(process, name)
    table = _table(process, name)
    if table is None:
        trouble = "Table does not exist (do you need to insmod?)"
        more = f"Perhaps {process.name} or your kernel needs to be upgraded."
        return _problem(process, f"can't initialize {process.name} table `{name}': {trouble}\n{more}", 3)
    found = [chain for chain in table.chains if chain.name in words[:1] or not words]
    if not found:
        process.error(f"{process.name}: No chain/target/match by that name.")
        return 1
    if as_commands:
        for line in _commands(found, ipv6=_family(process) == "IPv6"):
            process.print(line)
        return 0
    style = Style(
        numeric=bool(given.keys() & {"n", "numeric"}),
        verbose=bool(given.keys() & {"v", "verbose"}),
        exact=bool(given.keys() & {"x", "exact"}),
        numbered="line-numbers" in given,
        ipv6=_family(process) == "IPv6",
    )
    process.print("\n\n".join("\n".join(listed(table, chain, style)) for chain in found))
    return 0


def _commands(chains: Sequence[Chain], *, ipv6: bool) -> Iterator[str]:
    for chain in chains:
        yield f"-P {chain.name} {chain.policy}" if chain.policy else f"-N {chain.name}"
    for chain in chains:
        yield from (saved(chain.name, rule, ipv6=ipv6) for rule in chain.rules)


def save(process: Process) -> int:
    """``iptables-save [-t TABLE] [-c]``."""
    try:
        given, _ = options.parse(process.args, "t:cM:f:", ("table=", "counters"))
    except options.OptionError as problem:
        process.error(f"{process.name}: {problem}")
        return 1
    wanted = given.get("t", given.get("table", ""))
    if not may_look(process):
        return _forbidden(process, wanted or "filter")
    counts = "[0:0] " if given.keys() & {"c", "counters"} else ""
    now = datetime.fromtimestamp(world_of(process).cluster.state.now, UTC).ctime()
    for table in _tables(process):
        if wanted and table.name != wanted:
            continue
        process.print(f"# Generated by {process.name} {VERSION} on {now}")
        process.print(f"*{table.name}")
        for chain in table.chains:
            process.print(f":{chain.name} {chain.policy or '-'} [0:0]")
        for chain in table.chains:
            for rule in chain.rules:
                process.print(counts + saved(chain.name, rule, ipv6=_family(process) == "IPv6"))
        process.print("COMMIT")
        process.print(f"# Completed on {now}")
    return 0


def _family(process: Process) -> Family:
    return "IPv6" if process.name.startswith("ip6") else "IPv4"


def _tables(process: Process) -> tuple[Table, ...]:
    node = node_of(process)
    return tables_of(proxied_state(process), node, _family(process)) if node else ()


def _table(process: Process, name: str) -> Table | None:
    found = next((table for table in _tables(process) if table.name == name), None)
    if found is None:
        empty = _EMPTY.get(name) or (BUILT_IN.get(name) if node_of(process) is None else None)
        found = Table(name, tuple(Chain(chain, (), "ACCEPT") for chain in empty)) if empty else None
    return found


def _forbidden(process: Process, table: str) -> int:
    trouble = f"can't initialize {process.name.removesuffix('-save')} table `{table}': Permission denied"
    more = "(you must be root)\nPerhaps iptables or your kernel needs to be upgraded."
    return _problem(process, f"{trouble} {more}", 3)


def _problem(process: Process, text: str, status: int) -> int:
    process.error(f"{process.name} {VERSION} (legacy): {text}")
    return status


def _advice(process: Process) -> str:
    return f"Try `{process.name} -h' or '{process.name} --help' for more information."
