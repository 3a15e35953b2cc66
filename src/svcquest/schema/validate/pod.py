"""Rules for a Pod and for the pod template of a workload.

Follows ``ValidatePodSpec`` and ``ValidatePodUpdate`` of ``pkg/apis/core/validation/validation.go``, as far as someone
who works with Services meets them.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import names
from svcquest.schema.validate.containers import containers
from svcquest.schema.validate.metadata import annotation_map, label_map, object_meta, object_meta_update
from svcquest.schema.validate.syntax import invalid
from svcquest.schema.validate.version import Version

_RESTART_POLICIES = ("Always", "OnFailure", "Never")
_DNS_POLICIES = ("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None")
_FROZEN = (
    "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
    "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"
)
_CHANGEABLE = frozenset({"activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations"})


def validate_pod(pod: Tree, _version: Version) -> Iterator[Cause]:
    """Every cause to refuse a new pod."""
    yield from object_meta(pod, names.dns_subdomain)
    yield from pod_spec(pod["spec"], "spec")


def validate_pod_update(new: Tree, old: Tree, _version: Version) -> Iterator[Cause]:
    """Of a pod's spec little but the images may change."""
    yield from object_meta_update(new, old)
    yield from pod_spec(new["spec"], "spec")
    if _lasting(new["spec"]) != _lasting(old["spec"]):
        yield Cause.forbidden("spec", _FROZEN)


def pod_template(template: Tree, field: str) -> Iterator[Cause]:
    """``spec.template`` of a workload; the server names its labels without ``metadata``."""
    metadata = template.get("metadata") or {}
    yield from label_map(metadata.get("labels"), f"{field}.labels")
    yield from annotation_map(metadata.get("annotations"), f"{field}.annotations")
    yield from pod_spec(template.get("spec") or {}, f"{field}.spec")


def pod_spec(spec: Tree, field: str) -> Iterator[Cause]:
    """What runs in a pod, and how it is named."""
    if not spec.get("containers"):
        yield Cause.required(f"{field}.containers")
    grace = spec.get("terminationGracePeriodSeconds", 0)
    for listed in ("containers", "initContainers"):
        yield from containers(spec.get(listed) or [], f"{field}.{listed}", grace)
    if spec.get("restartPolicy") not in _RESTART_POLICIES:
        yield Cause.unsupported(
            f"{field}.restartPolicy", spec.get("restartPolicy", ""), _RESTART_POLICIES, ordered=False
        )
    yield from _dns(spec, field)
    yield from label_map(spec.get("nodeSelector"), f"{field}.nodeSelector")
    for name in ("hostname", "subdomain"):
        if spec.get(name):
            yield from invalid(f"{field}.{name}", spec[name], names.dns_label(spec[name]))


def _dns(spec: Tree, field: str) -> Iterator[Cause]:
    policy = spec.get("dnsPolicy", "")
    if policy not in _DNS_POLICIES:
        yield Cause.unsupported(f"{field}.dnsPolicy", policy, _DNS_POLICIES, ordered=False)
    config = spec.get("dnsConfig")
    if policy == "None" and config is None:
        yield Cause.required(f"{field}.dnsConfig", "must provide `dnsConfig` when `dnsPolicy` is None")
    elif policy == "None" and not (config or {}).get("nameservers"):
        detail = "must provide at least one DNS nameserver when `dnsPolicy` is None"
        yield Cause.required(f"{field}.dnsConfig.nameservers", detail)


def _lasting(spec: Tree) -> Tree:
    """The part of a spec that an update may not change."""
    kept = {field: value for field, value in spec.items() if field not in _CHANGEABLE}
    for listed in ("containers", "initContainers"):
        if listed in kept:
            kept[listed] = [{**container, "image": ""} for container in kept[listed]]
    return kept
