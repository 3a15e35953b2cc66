"""A small POSIX-like shell over files in memory. It knows nothing of Kubernetes: programs come from a Lookup."""

from svcquest.terminal.shell.parser import incomplete
from svcquest.terminal.shell.session import Shell

__all__ = ["Shell", "incomplete"]
