"""Small tools that tell where one is: hostname, id, uname."""

from __future__ import annotations

from svcquest.engine.dns import hosts
from svcquest.terminal.process import Process
from svcquest.terminal.tools import options
from svcquest.terminal.world import world_of

_KERNEL = "6.8.0-60-generic"


def hostname(process: Process) -> int:
    """``hostname [-i|-I|-f|-s|-d]``."""
    try:
        given, words = options.parse(process.args, "iIfsd", ("fqdn", "ip-address", "all-ip-addresses", "short"))
    except options.OptionError as problem:
        return process.fail(str(problem))
    if words:
        return process.fail("you must be root to change the host name")
    world = world_of(process)
    state, vantage = world.cluster.state, world.vantage
    entries = hosts.own_entries(state, vantage)
    full = entries[0][1][0] if entries else hosts.hostname(state, vantage)
    if given.keys() & {"i", "I", "ip-address", "all-ip-addresses"}:
        process.print(" ".join(hosts.own_addresses(state, vantage)))
    elif given.keys() & {"f", "fqdn"}:
        process.print(full)
    elif "d" in given:
        process.print(full.partition(".")[2])
    else:
        process.print(hosts.hostname(state, vantage))
    return 0


def chroot(process: Process) -> int:
    """``chroot /host [COMMAND…]``, as one types it in a debugging pod of a node: one is on the node already."""
    if not process.args:
        return process.fail("missing operand\nTry 'chroot --help' for more information.", 125)
    if process.args[0] not in {"/", "/host"}:
        return process.fail(f"cannot change root directory to '{process.args[0]}': No such file or directory", 125)
    return process.start(process.args[1:], process.stdin) if len(process.args) > 1 else 0


def identity(process: Process) -> int:
    """``id [-u|-g|-n…]``: root, as in most containers."""
    flags = "".join(word[1:] for word in process.args if word.startswith("-"))
    numeric = "0" if "n" not in flags else "root"
    process.print(numeric if flags.strip("nr") in {"u", "g", "G"} else "uid=0(root) gid=0(root) groups=0(root)")
    return 0


def whoami(process: Process) -> int:
    """``whoami``."""
    process.print("root")
    return 0


def uname(process: Process) -> int:
    """``uname [-a|-s|-n|-r|-m]``."""
    world = world_of(process)
    name = hosts.hostname(world.cluster.state, world.vantage)
    parts = {"s": "Linux", "n": name, "r": _KERNEL, "v": "#60-Ubuntu SMP", "m": "x86_64", "o": "GNU/Linux"}
    flags = "".join(word[1:] for word in process.args if word.startswith("-")) or "s"
    unknown = next((flag for flag in flags if flag not in {*parts, "a"}), None)
    if unknown is not None:
        return process.fail(f"invalid option -- '{unknown}'")
    process.print(" ".join(text for flag, text in parts.items() if flag in flags or "a" in flags))
    return 0
