"""``kubectl drain``: empty a node of its pods. Follows ``kubectl/pkg/cmd/drain`` and ``kubectl/pkg/drain``."""

from __future__ import annotations

from collections.abc import Sequence

from svcquest.engine.deletion import is_static
from svcquest.engine.indexes import POD_NODE
from svcquest.model import kinds
from svcquest.model.frozen import dataclass, field
from svcquest.model.resource import Resource
from svcquest.model.selectors import EVERYTHING, Selector
from svcquest.model.status import Status
from svcquest.terminal.kubectl import cordon, deletion
from svcquest.terminal.kubectl.arguments import SELECTOR
from svcquest.terminal.kubectl.command import Call, Command
from svcquest.terminal.kubectl.errors import CommandError, Problem, in_plain_words
from svcquest.terminal.kubectl.flags import Flag
from svcquest.terminal.kubectl.output import DRY_RUN, DryRun, done, dry_run
from svcquest.terminal.kubectl.selectors import SelectorError, parse_labels

_DAEMONS = "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)"
_LOCAL = "Pods with local storage (use --delete-emptydir-data to override)"
_ALONE = "cannot delete Pods that declare no controller (use --force to override)"


@dataclass(slots=True)
class _Plan:
    """What becomes of the pods of a node; pods under a text are those that it is about."""

    evicted: list[Resource] = field(default_factory=list)
    warnings: dict[str, list[Resource]] = field(default_factory=dict)
    obstacles: dict[str, list[Resource]] = field(default_factory=dict)


def _run(call: Call) -> int:
    dry = dry_run(call)
    selector = _pod_selector(call)
    problems: list[Problem] = []
    nodes = cordon.nodes(call, problems)
    if problems:
        raise CommandError(*problems)
    cordon.mark(call, nodes, problems, dry, unschedulable=True)
    waiting = [node.name for node in nodes]
    for node in nodes:
        failures = _drain(call, node, selector, dry)
        if not failures:
            waiting.remove(node.name)
            call.print(f"node/{node.name} {done('drained', dry)}")
            continue
        shown = failures[0] if len(failures) == 1 else f"[{', '.join(failures)}]"
        call.error(f'error: unable to drain node "{node.name}" due to error: {shown}, continuing command...')
        call.error("There are pending nodes to be drained:\n" + "".join(f" {each}\n" for each in waiting), end="")
        problems += failures
    if problems:
        call.error("\n".join(str(each) for each in problems))
        raise CommandError
    return 0


def _pod_selector(call: Call) -> Selector:
    text = call.flags.text("pod-selector")
    try:
        return parse_labels(text) if text else EVERYTHING
    except SelectorError:
        raise CommandError("--pod-selector=<pod_selector> must be a valid label selector") from None


def _drain(call: Call, node: Resource, selector: Selector, dry: DryRun) -> list[str]:
    """Evict the pods of a node; what stood in the way."""
    pods = [each for each in call.client.cluster.state.find(POD_NODE, node.name) if selector.matches(each.labels)]
    plan = _planned(call, pods)
    if plan.obstacles:
        return [_sentence(text, found) for text, found in plan.obstacles.items()]
    if plan.warnings:
        warnings = "; ".join(f"{text}: {_names(found)}" for text, found in plan.warnings.items())
        call.error(f"Warning: {warnings}")
    return _evict(call, plan.evicted, dry)


def _sentence(text: str, pods: Sequence[Resource]) -> str:
    head = text if text.startswith("cannot delete") else f"cannot delete {text}"
    return f"{head}: {_names(pods)}"


def _names(pods: Sequence[Resource]) -> str:
    return ", ".join(f"{each.namespace}/{each.name}" for each in pods)


def _planned(call: Call, pods: Sequence[Resource]) -> _Plan:
    """Follows the filters of ``kubectl/pkg/drain/filters.go``, of which the last one that minds a pod counts."""
    flags = call.flags
    plan = _Plan()
    for pod in pods:
        if is_static(pod):
            continue
        finished = pod.view.phase in {"Succeeded", "Failed"}
        if pod.controller.get("kind") == "DaemonSet" and not finished:
            where = plan.warnings if flags.on("ignore-daemonsets") else plan.obstacles
            text = "ignoring DaemonSet-managed Pods" if flags.on("ignore-daemonsets") else _DAEMONS
            where.setdefault(text, []).append(pod)
            continue
        local = not finished and any("emptyDir" in each for each in pod.spec.get("volumes") or ())
        alone = not finished and not pod.controller
        if local and not flags.on("delete-emptydir-data"):
            plan.obstacles.setdefault(_LOCAL, []).append(pod)
        elif alone and not flags.on("force"):
            plan.obstacles.setdefault(_ALONE, []).append(pod)
        else:
            plan.evicted.append(pod)
            if alone:
                plan.warnings.setdefault("deleting Pods that declare no controller", []).append(pod)
    return plan


def _evict(call: Call, pods: Sequence[Resource], dry: DryRun) -> list[str]:
    cluster, grace = call.client.cluster, call.flags.number("grace-period")
    doing, did = ("deleting", "deleted") if call.flags.on("disable-eviction") else ("evicting", "evicted")
    failures: list[str] = []
    for pod in pods:
        call.print(done(f"{doing} pod {pod.namespace}/{pod.name}", dry))
        if dry == "client":
            continue
        answer = cluster.delete(
            kinds.POD,
            pod.namespace,
            pod.name,
            grace_seconds=grace if grace >= 0 else None,
            dry_run=dry == "server",
        )
        if isinstance(answer, Status) and answer.code != 404:
            failures.append(f'error when {doing} pods/"{pod.name}" -n "{pod.namespace}": {in_plain_words(answer)}')
    if dry != "none":
        return failures
    seconds = call.flags.seconds("timeout")
    deadline = cluster.state.now + (seconds or deletion.A_WEEK)
    for pod in pods:
        if deletion.wait_until_gone(cluster, [pod], deadline - cluster.state.now) is None:
            call.print(f"pod/{pod.name} {did}")
        else:
            failures.append(
                f'error when waiting for pod "{pod.name}" in namespace "{pod.namespace}" to terminate: '
                f"global timeout reached: {call.flags.text('timeout')}"
            )
    return failures


DRAIN = Command(
    _run,
    usage="NODE",
    flags=(
        DRY_RUN,
        SELECTOR,
        Flag("chunk-size", "How many objects to ask for at once", "int64", default="500"),
        Flag("delete-emptydir-data", "Do not mind pods that keep data on the node", "bool"),
        Flag("disable-eviction", "Delete pods rather than evict them", "bool"),
        Flag("force", "Do not mind pods that nobody would make anew", "bool"),
        Flag("grace-period", "Seconds that programs have to end; -1 for what pods say", "int", default="-1"),
        Flag("ignore-daemonsets", "Leave the pods of DaemonSets where they are", "bool"),
        Flag("pod-selector", "Label selector of the pods that have to go"),
        Flag("skip-wait-for-delete-timeout", "Do not wait for pods that are being deleted so long", "int", default="0"),
        Flag("timeout", "How long to wait; zero for as long as it takes", "duration", default="0s"),
    ),
    examples=("kubectl drain node-1 --ignore-daemonsets", "kubectl drain node-1 --force"),
)
