"""Rules for Deployment, ReplicaSet, ReplicationController, StatefulSet and DaemonSet.

Follows ``pkg/apis/apps/validation/validation.go``, and ``pkg/apis/core/validation`` for controllers. All come down to
one thing: the selector has to match the labels of the template.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model import selectors
from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.schema.validate.metadata import object_meta, object_meta_update
from svcquest.schema.validate.pod import pod_template
from svcquest.schema.validate.selectors import label_selector
from svcquest.schema.validate.syntax import count_or_percent, not_negative, unchanged
from svcquest.schema.versions import Version

_MISMATCH = "`selector` does not match template `labels`"
_COUNTS = ("replicas", "minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds")

_EMPTY_SELECTOR_FOR = {"StatefulSet": "statefulset", "DaemonSet": "daemonset"}
"""The word in the message about an empty selector; ReplicaSets speak of deployments, too."""

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
    yield from not_negative("spec.replicas", spec.get("replicas"))
    selector = spec.get("selector")
    if selector is None:
        yield Cause.required("spec.selector")
    else:
        yield from label_selector(selector, "spec.selector")
        if not (selector.get("matchLabels") or selector.get("matchExpressions")):
            word = _EMPTY_SELECTOR_FOR.get(workload.get("kind", ""), "deployment")
            yield Cause.invalid("spec.selector", selector, f"empty selector is invalid for {word}")
    template = spec["template"]
    labels = template["metadata"].get("labels") or {}
    if selector is None or not selectors.from_label_selector(selector).matches(labels):
        yield Cause.invalid("spec.template.metadata.labels", labels or None, _MISMATCH)
    yield from _template(template)
    if "strategy" in spec:
        yield from _strategy(spec["strategy"], "spec.strategy", ("Recreate", "RollingUpdate"))
    elif "updateStrategy" in spec:
        yield from _strategy(spec["updateStrategy"], "spec.updateStrategy", ("OnDelete", "RollingUpdate"))
    for count in _COUNTS[1:]:
        yield from not_negative(f"spec.{count}", spec.get(count))


def _strategy(strategy: Tree, field: str, known: tuple[str, str]) -> Iterator[Cause]:
    """How pods are replaced. Follows ``ValidateDeploymentStrategy`` and its like for the other kinds."""
    kind, rolling = strategy.get("type", known[1]), strategy.get("rollingUpdate")
    if kind not in known:
        yield Cause.unsupported(field, strategy, known)
    elif kind == "RollingUpdate":
        yield from _rolling_update(rolling or {}, f"{field}.rollingUpdate")
    elif rolling is not None and kind == "Recreate":
        detail = "may not be specified when strategy `type` is 'Recreate'"
        yield Cause.forbidden(f"{field}.rollingUpdate", detail)


def _rolling_update(rolling: Tree, field: str) -> Iterator[Cause]:
    yield from not_negative(f"{field}.partition", rolling.get("partition"))
    unavailable, surge = rolling.get("maxUnavailable"), rolling.get("maxSurge")
    yield from count_or_percent(f"{field}.maxUnavailable", unavailable)
    yield from count_or_percent(f"{field}.maxSurge", surge)
    if unavailable in (0, "0%") and surge in (0, "0%"):
        yield Cause.invalid(f"{field}.maxUnavailable", unavailable, "may not be 0 when `maxSurge` is 0")
    if isinstance(unavailable, str) and names.percentage(unavailable) > 100:
        yield Cause.invalid(f"{field}.maxUnavailable", unavailable, "must not be greater than 100%")


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
