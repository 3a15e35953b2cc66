"""Rules for a Pod and for the pod template of a workload.

Follows ``ValidatePodSpec`` and ``ValidatePodUpdate`` of ``pkg/apis/core/validation/validation.go``, as far as someone
who works with Services meets them.
"""

from __future__ import annotations

from collections.abc import Iterator

from svcquest.model.status import Cause
from svcquest.model.tree import Tree
from svcquest.schema import addresses, names
from svcquest.schema.validate.containers import containers, images, init_containers
from svcquest.schema.validate.metadata import annotation_map, label_map, object_meta, object_meta_update
from svcquest.schema.validate.syntax import invalid
from svcquest.schema.versions import Version

_RESTART_POLICIES = ("Always", "OnFailure", "Never")
_DNS_POLICIES = ("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None")
_MOST_NAMESERVERS, _MOST_SEARCHES, _LONGEST_SEARCH = 3, 32, 2048
_FROZEN = (
    "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
    "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
    "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"
)
_CHANGEABLE = frozenset({"activeDeadlineSeconds", "terminationGracePeriodSeconds", "tolerations"})


def validate_pod(pod: Tree, _version: Version) -> Iterator[Cause]:
    """Every cause to refuse a new pod."""
    yield from object_meta(pod, names.dns_subdomain)
    yield from _spec_of_pod(pod["spec"])


def validate_pod_update(new: Tree, old: Tree, _version: Version) -> Iterator[Cause]:
    """Of a pod's spec little but the images may change."""
    yield from object_meta_update(new, old)
    yield from _spec_of_pod(new["spec"])
    if _lasting(new["spec"]) != _lasting(old["spec"]):
        yield Cause.forbidden("spec", _FROZEN)


def validate_debugging(pod: Tree) -> Iterator[Cause]:
    """Ephemeral containers look at one of the others, if at any. Follows ``validateEphemeralContainers``."""
    spec = pod["spec"]
    known = {each.get("name") for listed in ("containers", "initContainers") for each in spec.get(listed) or []}
    for index, container in enumerate(spec.get("ephemeralContainers") or []):
        target = container.get("targetContainerName")
        if target and target not in known:
            yield Cause.not_found(f"spec.ephemeralContainers[{index}].targetContainerName", target)


def pod_template(template: Tree, field: str) -> Iterator[Cause]:
    """``spec.template`` of a workload; the server names its labels without ``metadata``."""
    metadata = template.get("metadata") or {}
    yield from label_map(metadata.get("labels"), f"{field}.labels")
    yield from annotation_map(metadata.get("annotations"), f"{field}.annotations")
    yield from pod_spec(template.get("spec") or {}, f"{field}.spec")


def _spec_of_pod(spec: Tree) -> Iterator[Cause]:
    yield from pod_spec(spec, "spec")
    for listed in ("containers", "initContainers"):
        yield from images(spec.get(listed) or [], f"spec.{listed}")


def pod_spec(spec: Tree, field: str) -> Iterator[Cause]:
    """What runs in a pod, and how it is named."""
    volumes: set[str] = set()
    yield from _volumes(spec, f"{field}.volumes", volumes)
    regular, before = spec.get("containers") or [], spec.get("initContainers") or []
    grace = spec.get("terminationGracePeriodSeconds", 0)
    if not regular:
        yield Cause.required(f"{field}.containers")
    yield from containers(regular, f"{field}.containers", grace, volumes)
    yield from init_containers(before, regular, f"{field}.initContainers", grace, volumes)
    if spec.get("hostNetwork"):
        yield from _ports_of_node(spec, f"{field}.containers")
    if spec.get("restartPolicy") not in _RESTART_POLICIES:
        yield Cause.unsupported(
            f"{field}.restartPolicy", spec.get("restartPolicy", ""), _RESTART_POLICIES, ordered=False
        )
    if spec.get("dnsPolicy", "") not in _DNS_POLICIES:
        yield Cause.unsupported(f"{field}.dnsPolicy", spec.get("dnsPolicy", ""), _DNS_POLICIES, ordered=False)
    yield from label_map(spec.get("nodeSelector"), f"{field}.nodeSelector")
    yield from _dns_config(spec, f"{field}.dnsConfig")
    if spec.get("nodeName"):
        yield from invalid(f"{field}.nodeName", spec["nodeName"], names.dns_subdomain(spec["nodeName"]))
    for name in ("hostname", "subdomain"):
        if spec.get(name):
            yield from invalid(f"{field}.{name}", spec[name], names.dns_label(spec[name]))


def _volumes(spec: Tree, field: str, known: set[str]) -> Iterator[Cause]:
    """Names of volumes; those that are right are added to ``known``."""
    for index, volume in enumerate(spec.get("volumes") or []):
        name, place = volume.get("name", ""), f"{field}[{index}].name"
        wrong = names.dns_label(name) if name else []
        if not name:
            yield Cause.required(place)
        yield from invalid(place, name, wrong)
        if name in known:
            yield Cause.duplicate(place, name)
        elif name and not wrong:
            known.add(name)


def _ports_of_node(spec: Tree, field: str) -> Iterator[Cause]:
    """On the host network a container's ports are the node's own."""
    for number, container in enumerate(spec.get("containers") or []):
        for index, port in enumerate(container.get("ports") or []):
            host_port = port.get("hostPort")
            if host_port and host_port != port.get("containerPort"):
                detail = "must match `containerPort` when `hostNetwork` is true"
                yield Cause.invalid(f"{field}[{number}].ports[{index}].hostPort", host_port, detail)


def _dns_config(spec: Tree, field: str) -> Iterator[Cause]:
    """What a pod adds to its resolver configuration. Follows ``validatePodDNSConfig``."""
    config = spec.get("dnsConfig")
    nameservers, searches = (config or {}).get("nameservers") or [], (config or {}).get("searches") or []
    if spec.get("dnsPolicy") == "None" and config is None:
        yield Cause.required(field, "must provide `dnsConfig` when `dnsPolicy` is None")
        return
    if spec.get("dnsPolicy") == "None" and not nameservers:
        detail = "must provide at least one DNS nameserver when `dnsPolicy` is None"
        yield Cause.required(f"{field}.nameservers", detail)
        return
    if len(nameservers) > _MOST_NAMESERVERS:
        detail = f"must not have more than {_MOST_NAMESERVERS} nameservers"
        yield Cause.invalid(f"{field}.nameservers", nameservers, detail)
    for index, nameserver in enumerate(nameservers):
        yield from invalid(f"{field}.nameservers[{index}]", nameserver, addresses.ip_messages(nameserver))
    if len(searches) > _MOST_SEARCHES:
        yield Cause.invalid(f"{field}.searches", searches, f"must not have more than {_MOST_SEARCHES} search paths")
    if len(" ".join(searches)) > _LONGEST_SEARCH:
        detail = f"must not have more than {_LONGEST_SEARCH} characters (including spaces) in the search list"
        yield Cause.invalid(f"{field}.searches", searches, detail)
    for index, search in enumerate(searches):
        name = search.removesuffix(".")
        yield from invalid(f"{field}.searches[{index}]", name, names.dns_subdomain(name))
    for index, option in enumerate((config or {}).get("options") or []):
        if not option.get("name"):
            yield Cause.required(f"{field}.options[{index}]", "must not be empty")


def _lasting(spec: Tree) -> Tree:
    """The part of a spec that an update may not change."""
    kept = {field: value for field, value in spec.items() if field not in _CHANGEABLE}
    for listed in ("containers", "initContainers"):
        if listed in kept:
            kept[listed] = [{**container, "image": ""} for container in kept[listed]]
    return kept
