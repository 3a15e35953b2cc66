"""What ``kubectl create KIND NAME …`` commands have in common: the name, the answer, how errors are worded."""

from __future__ import annotations

from svcquest.model.frozen import dataclass
from svcquest.model.kinds import Kind
from svcquest.model.status import Status
from svcquest.model.tree import Tree
from svcquest.terminal.kubectl import submit
from svcquest.terminal.kubectl.command import Call
from svcquest.terminal.kubectl.errors import CommandError, in_plain_words
from svcquest.terminal.kubectl.made import show, with_last_applied
from svcquest.terminal.kubectl.output import DRY_RUN, PRINT_FLAGS, DryRun, dry_run, printer

FLAGS = (*PRINT_FLAGS, DRY_RUN, submit.VALIDATE, submit.SAVE_CONFIG, submit.field_manager("kubectl-create"))
"""Flags of each of them."""


@dataclass(frozen=True, slots=True)
class Order:
    """What every such command reads first: the name, and what ``--dry-run`` asks for."""

    call: Call
    name: str
    dry: DryRun


def read(call: Call) -> Order:
    """Read the one NAME argument (what stands behind ``--`` is not counted) and the flags of all these commands.

    Raises:
        CommandError: there is no name or several, or a flag has a value that it cannot have.
    """
    names = call.args if call.flags.dash is None else call.args[: call.flags.dash]
    if len(names) != 1:
        raise call.usage_error(f"exactly one NAME is required, got {len(names)}")
    dry = dry_run(call)
    printer(call, "created", dry)
    submit.validation(call)
    return Order(call, names[0], dry)


def send(order: Order, kind: Kind, tree: Tree, failing: str = "", *, saved: bool = True) -> int:
    """Create the object unless ``--dry-run=client``, and print it.

    Args:
        failing: what kubectl says before a refusal, such as ``failed to create deployment``; without it the refusal
            is printed as the server's.
        saved: whether the command heeds ``--save-config``.

    Raises:
        CommandError: the server refused.
    """
    call, dry = order.call, order.dry
    namespace = call.client.scope(kind)
    made = submit.in_chosen_namespace(call, tree) if kind.namespaced else tree
    if saved and call.flags.on("save-config"):
        made = with_last_applied(kind, made)
    if dry != "client":
        answer = submit.create(call, kind, made, namespace, dry=dry)
        if isinstance(answer, Status):
            raise CommandError(f"{failing}: {in_plain_words(answer)}" if failing else answer)
        made = answer.tree
    show(call, kind, made, "created", dry)
    return 0
