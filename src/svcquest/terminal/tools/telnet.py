"""telnet of GNU inetutils (2.4), as Debian packages it."""

from __future__ import annotations

from svcquest.terminal.process import Process
from svcquest.terminal.tools import answers, wire
from svcquest.terminal.tools.errno import strerror
from svcquest.terminal.tools.services import port_number


def run(process: Process) -> int:
    """``telnet HOST [PORT]``: tells whether something takes the connection, which ends at once as nobody types."""
    words = [word for word in process.args if not word.startswith("-")]
    if not words:
        return process.fail("there is no command mode here; name a host and a port, as in: telnet web 80")
    host, service = words[0], words[1] if len(words) > 1 else "telnet"
    found = wire.lookup(process, host)
    port = port_number(service)
    if not found.addresses:
        return process.fail(f"could not resolve {host}/{service}: {found.failure}")
    if port is None:
        return process.fail(f"could not resolve {host}/{service}: Servname not supported for ai_socktype")
    for address in found.addresses:
        process.print(f"Trying {address}...")
        delivery = wire.connect(process, address, port)
        reason = strerror(process, delivery.failure)
        if not reason:
            process.print(f"Connected to {host}.\nEscape character is '^]'.")
            answers.greet(process, delivery)
            process.error("Connection closed by foreign host.")
            return 1
        process.error(f"telnet: Unable to connect to remote host: {reason}")
    return 1
