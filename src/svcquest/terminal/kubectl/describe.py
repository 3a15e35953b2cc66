"""``kubectl describe``: objects in words. Follows ``kubectl/pkg/cmd/describe/describe.go``."""

from __future__ import annotations

from svcquest.model.kinds import Kind
from svcquest.model.status import Status
from svcquest.terminal.kubectl.arguments import ALL_NAMESPACES, FILE_FLAGS, SELECTOR, Found, Question, find
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.describing import description
from svcquest.terminal.kubectl.errors import CommandError, raise_all
from svcquest.terminal.kubectl.flags import Flag

FLAGS = (
    *FILE_FLAGS,
    SELECTOR,
    ALL_NAMESPACES,
    Flag("chunk-size", "How many objects to ask for at once", "int64", default="500"),
    Flag("show-events", "Show the events too", "bool", default="true"),
)


def run(call: Call) -> int:
    """Describe the objects that the arguments mean, with events when it is just one."""
    everywhere = call.flags.on("all-namespaces")
    if not call.args and not call.flags.list("filename"):
        raise CommandError(
            "You must specify the type of resource to describe. "
            'Use "kubectl api-resources" for a complete list of supported resources.\n'
        )
    found = find(call, call.args, Question(empty_selector=True, all_namespaces=everywhere))
    if _is_missing(found) and len(call.args) == 2:
        return _describe_matching(call, found, call.args[1])
    alone = len(found.targets) == 1 and not found.problems
    events = call.flags.on("show-events") if call.flags.given("show-events") else alone
    state = call.client.cluster.state
    texts = [description(target.resource, state, events=events) for target in found.targets]
    call.print("\n\n".join(texts), end="")
    if not texts and not found.problems:
        call.error("No resources found" + ("" if everywhere else f" in {call.client.namespace} namespace."))
    raise_all(found.problems)
    return 0


def _is_missing(found: Found) -> bool:
    return len(found.problems) == 1 and isinstance(found.problems[0], Status) and found.problems[0].code == 404


def _describe_matching(call: Call, found: Found, prefix: str) -> int:
    """Describe every object whose name begins like the one that was not found."""
    kind: Kind = found.kinds[0]
    client = call.client
    listed = client.cluster.select(kind, client.scope(kind) if kind.namespaced else None)
    matching = [each for each in listed if each.name.startswith(prefix)]
    if not matching:
        raise_all(found.problems)
    for each in matching:
        call.print(description(each, client.cluster.state, events=False))
    return 0


DESCRIBE = Command(
    run,
    usage="(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [options]",
    flags=FLAGS,
    examples=("kubectl describe svc web", "kubectl describe pods -l app=web"),
)
