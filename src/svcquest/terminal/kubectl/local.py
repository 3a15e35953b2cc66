"""``--local``: commands that change what files hold and print it, without asking the server."""

from __future__ import annotations

from collections.abc import Sequence

from svcquest.model.frozen import replace
from svcquest.terminal.kubectl.arguments import Found, Question, find
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError
from svcquest.terminal.kubectl.flags import Flag

LOCAL = Flag("local", "Change what the file holds, without the server", "bool")

_FILES_ONLY = """you must specify resources by --filename when --local is set.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'"""


def find_or_read(call: Call, resources: Sequence[str], question: Question) -> Found:
    """The objects that a command means: those in the cluster, or with ``--local`` those of its files.

    Raises:
        CommandError: ``--local`` was given with objects that only the server knows, or nothing can be meant.
    """
    if not call.flags.on("local"):
        return find(call, resources, question)
    if resources:
        raise CommandError(_FILES_ONLY)
    return find(call, (), replace(question, as_written=True, empty_selector=False, selectors=False))


def check_dry_run(call: Call) -> None:
    """Refuse ``--local`` together with a dry run on the server.

    Raises:
        CommandError: both were given.
    """
    if call.flags.on("local") and call.flags.text("dry-run") == "server":
        raise CommandError("cannot specify --local and --dry-run=server - did you mean --dry-run=client?")
