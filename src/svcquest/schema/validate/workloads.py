"""Rules for Deployment, ReplicaSet, ReplicationController, StatefulSet and DaemonSet.

Follows ``pkg/apis/apps/validation/validation.go``, and ``pkg/apis/core/validation`` for controllers. All come down to
one thing: the selector has to match the labels of the template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcquest.model import selectors
from svcquest.model.status import Cause, quote, show_value
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.schema.validate.metadata import object_meta, object_meta_update
from svcquest.schema.validate.pod import pod_template
from svcquest.schema.validate.selectors import label_selector
from svcquest.schema.validate.syntax import count_or_percent, not_negative, unchanged
from svcquest.schema.versions import Version

_MISMATCH = "`selector` does not match template `labels`"
_STATEFUL_SET_CHANGEABLE = (
    "replicas",
    "ordinals",
    "template",
    "updateStrategy",
    "revisionHistoryLimit",
    "persistentVolumeClaimRetentionPolicy",
    "minReadySeconds",
)


def validate_workload(workload: Tree, _version: Version) -> Iterator[Cause]:
    """Every cause to refuse a workload of ``apps``."""
    yield from object_meta(workload, names.dns_subdomain)
    yield from _spec(workload)


def validate_controller(controller: Tree, _version: Version) -> Iterator[Cause]:
    """Every cause to refuse a ReplicationController, whose selector is a plain map."""
    yield from object_meta(controller, names.dns_subdomain)
    yield from _controller_spec(controller["spec"])


def validate_workload_update(new: Tree, old: Tree, _version: Version) -> Iterator[Cause]:
    """The selector of a workload is settled when it is created."""
    yield from object_meta_update(new, old)
    yield from _spec(new)
    yield from unchanged("spec.selector", new["spec"].get("selector"), old["spec"].get("selector"))


def validate_stateful_set_update(new: Tree, old: Tree, _version: Version) -> Iterator[Cause]:
    """Of a StatefulSet's spec only a few fields may change."""
    yield from object_meta_update(new, old)
    yield from _spec(new)
    settled = [
        {field: value for field, value in each["spec"].items() if field not in _STATEFUL_SET_CHANGEABLE}
        for each in (new, old)
    ]
    if settled[0] != settled[1]:
        *most, last = (f"'{field}'" for field in _STATEFUL_SET_CHANGEABLE)
        detail = f"updates to statefulset spec for fields other than {', '.join(most)} and {last} are forbidden"
        yield Cause.forbidden("spec", detail)


def validate_controller_update(new: Tree, old: Tree, _version: Version) -> Iterator[Cause]:
    """A ReplicationController may change its selector."""
    yield from object_meta_update(new, old)
    yield from _controller_spec(new["spec"])


def _spec(workload: Tree) -> Iterator[Cause]:
    spec = workload["spec"]
    match workload.get("kind"):
        case "StatefulSet":
            yield from _stateful_set(spec)
        case "DaemonSet":
            yield from _daemon_set(spec)
        case "ReplicaSet":
            yield from _counts(spec, "replicas", "minReadySeconds")
            yield from _selected(spec, "deployment")
        case _:
            yield from _deployment(spec)


def _deployment(spec: Tree) -> Iterator[Cause]:
    yield from _counts(spec, "replicas")
    yield from _selected(spec, "deployment")
    yield from _strategy(spec["strategy"], "spec.strategy", ("Recreate", "RollingUpdate"), _rolling_deployment)
    yield from _counts(spec, "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds")
    deadline = spec["progressDeadlineSeconds"]
    if deadline <= spec.get("minReadySeconds", 0):
        yield Cause.invalid("spec.progressDeadlineSeconds", deadline, "must be greater than minReadySeconds")


def _stateful_set(spec: Tree) -> Iterator[Cause]:
    policy, strategy = spec["podManagementPolicy"], spec["updateStrategy"]
    if policy not in {"OrderedReady", "Parallel"}:
        yield Cause.invalid("spec.podManagementPolicy", policy, "must be 'OrderedReady' or 'Parallel'")
    if strategy["type"] == "RollingUpdate":
        yield from not_negative("spec.updateStrategy.rollingUpdate.partition", strategy["rollingUpdate"]["partition"])
        yield from count_or_percent(
            "spec.updateStrategy.rollingUpdate.maxUnavailable", strategy["rollingUpdate"].get("maxUnavailable")
        )
    elif strategy["type"] != "OnDelete":
        shown = f"Invalid value: {_shown(strategy)}: must be 'RollingUpdate' or 'OnDelete'"
        yield Cause("FieldValueInvalid", "spec.updateStrategy", shown)
    yield from _counts(spec, "replicas", "minReadySeconds")
    yield from _selected(spec, "statefulset", detail="")
    yield from _counts(spec, "revisionHistoryLimit")


def _daemon_set(spec: Tree) -> Iterator[Cause]:
    selector = spec.get("selector")
    wrong = list(label_selector(selector or {}, "spec.selector"))
    yield from wrong
    if not wrong:
        yield from _mismatch(spec)
    if selector is not None and _is_empty(selector):
        yield Cause.invalid("spec.selector", selector, "empty selector is invalid for daemonset")
    yield from _template(spec["template"])
    yield from _counts(spec, "minReadySeconds")
    known = ("RollingUpdate", "OnDelete")
    yield from _strategy(spec["updateStrategy"], "spec.updateStrategy", known, _rolling_daemon_set)
    yield from _counts(spec, "revisionHistoryLimit")


def _counts(spec: Tree, *names_: str) -> Iterator[Cause]:
    for name in names_:
        yield from not_negative(f"spec.{name}", spec.get(name))


def _selected(spec: Tree, word: str, detail: str = "invalid label selector") -> Iterator[Cause]:
    """The selector and, where it can be read, the template that it must match.

    Args:
        word: what an empty selector is invalid for.
        detail: what is said of one that cannot be read.
    """
    selector = spec.get("selector")
    wrong = list(label_selector(selector or {}, "spec.selector"))
    if selector is None:
        yield Cause.required("spec.selector")
    else:
        yield from wrong
        if _is_empty(selector):
            yield Cause.invalid("spec.selector", selector, f"empty selector is invalid for {word}")
    if wrong:
        yield Cause.invalid("spec.selector", selector, detail)
        return
    yield from _mismatch(spec)
    yield from _template(spec["template"])


def _is_empty(selector: Tree) -> bool:
    return not (selector.get("matchLabels") or selector.get("matchExpressions"))


def _mismatch(spec: Tree) -> Iterator[Cause]:
    selector, labels = spec.get("selector"), spec["template"]["metadata"].get("labels") or {}
    if selector is None or not selectors.from_label_selector(selector).matches(labels):
        yield Cause.invalid("spec.template.metadata.labels", labels or None, _MISMATCH)


def _strategy(
    strategy: Tree, field: str, known: tuple[str, str], rolling_update: Callable[[Tree, str], Iterator[Cause]]
) -> Iterator[Cause]:
    """How pods are replaced. Follows ``ValidateDeploymentStrategy`` and ``ValidateDaemonSetUpdateStrategy``.

    Args:
        known: the types that there are.
        rolling_update: the rules for ``rollingUpdate``.
    """
    kind, rolling = strategy["type"], strategy.get("rollingUpdate")
    if kind not in known:
        listed = ", ".join(map(quote, known))
        shown = f"Unsupported value: {_shown(strategy)}: supported values: {listed}"
        yield Cause("FieldValueNotSupported", field, shown)
    elif kind == "RollingUpdate":
        yield from rolling_update(rolling or {}, f"{field}.rollingUpdate")
    elif rolling is not None and kind == "Recreate":
        detail = "may not be specified when strategy `type` is 'Recreate'"
        yield Cause.forbidden(f"{field}.rollingUpdate", detail)


def _shown(strategy: Tree) -> str:
    """A strategy as the server's own struct prints it."""
    rolling = strategy.get("rollingUpdate")
    if rolling is not None:
        rolling = {name[0].upper() + name[1:]: value for name, value in rolling.items()}
    return f'{{"Type":{quote(strategy["type"])},"RollingUpdate":{show_value(rolling)}}}'


def _rolling_deployment(rolling: Tree, field: str) -> Iterator[Cause]:
    """Shares of pods that may be missing or too many. Follows ``ValidateRollingUpdateDeployment``."""
    unavailable, surge = rolling.get("maxUnavailable"), rolling.get("maxSurge")
    yield from count_or_percent(f"{field}.maxUnavailable", unavailable)
    yield from count_or_percent(f"{field}.maxSurge", surge)
    if not (_share(unavailable) or _share(surge)):
        yield Cause.invalid(f"{field}.maxUnavailable", unavailable, "may not be 0 when `maxSurge` is 0")
    yield from _at_most_all(f"{field}.maxUnavailable", unavailable)


def _rolling_daemon_set(rolling: Tree, field: str) -> Iterator[Cause]:
    """Either pods may be missing or there may be too many. Follows ``ValidateRollingUpdateDaemonSet``."""
    unavailable, surge = rolling.get("maxUnavailable"), rolling.get("maxSurge")
    yield from count_or_percent(f"{field}.maxUnavailable", unavailable)
    yield from count_or_percent(f"{field}.maxSurge", surge)
    yield from _at_most_all(f"{field}.maxUnavailable", unavailable)
    yield from _at_most_all(f"{field}.maxSurge", surge)
    if not (_share(unavailable) or _share(surge)):
        yield Cause.required(f"{field}.maxUnavailable", "cannot be 0 when maxSurge is 0")
    elif _share(unavailable) and _share(surge):
        yield Cause.invalid(f"{field}.maxSurge", surge, "may not be set when maxUnavailable is non-zero")


def _share(value: int | str | None) -> int:
    """A count or the number of a percentage, 0 where it is neither."""
    return names.percentage(value) if isinstance(value, str) else value or 0


def _at_most_all(field: str, share: int | str | None) -> Iterator[Cause]:
    if isinstance(share, str) and names.percentage(share) > 100:
        yield Cause.invalid(field, share, "must not be greater than 100%")


def _controller_spec(spec: Tree) -> Iterator[Cause]:
    yield from not_negative("spec.minReadySeconds", spec.get("minReadySeconds"))
    selector = spec.get("selector") or {}
    if not selector:
        yield Cause.required("spec.selector")
    yield from not_negative("spec.replicas", spec.get("replicas"))
    labels = spec["template"]["metadata"].get("labels") or {}
    if not selectors.contains(selector, labels):
        yield Cause.invalid("spec.template.metadata.labels", labels or None, _MISMATCH)
    yield from _template(spec["template"])


def _template(template: Tree) -> Iterator[Cause]:
    yield from pod_template(template, "spec.template")
    policy = template["spec"]["restartPolicy"]
    if policy != "Always":
        yield Cause.unsupported("spec.template.spec.restartPolicy", policy, ["Always"])
