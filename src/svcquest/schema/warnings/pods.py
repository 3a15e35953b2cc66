"""Warnings about pods and pod templates. Follows ``pkg/api/pod/warnings.go`` and ``pkg/api/node/util.go``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from svcquest.model.tree import Tree, dig
from svcquest.schema import names
from svcquest.schema.versions import Version

_DEPRECATED_LABELS = {
    "beta.kubernetes.io/arch": 'deprecated since v1.14; use "kubernetes.io/arch" instead',
    "beta.kubernetes.io/instance-type": 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
    "beta.kubernetes.io/os": 'deprecated since v1.14; use "kubernetes.io/os" instead',
    "failure-domain.beta.kubernetes.io/region": 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
    "failure-domain.beta.kubernetes.io/zone": 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
    "node-role.kubernetes.io/master": 'use "node-role.kubernetes.io/control-plane" instead',
}
"""Labels of nodes by which nobody should select any more."""

_SURPRISING = "which can result in surprising behavior; a DNS label is recommended"
_MATCHES_NOTHING = "a null labelSelector results in matching no pod"
_REQUIRED, _PREFERRED = (
    "requiredDuringSchedulingIgnoredDuringExecution",
    "preferredDuringSchedulingIgnoredDuringExecution",
)


def of_pod(pod: Tree, old: Tree | None, _version: Version) -> Iterator[str]:
    """A name that is no host name, and what its specification has to be warned of."""
    if old is None:
        yield from _name(pod, "the Pod's hostname")
    yield from _of_spec(pod.get("spec") or {}, "spec")


def of_workload(workload: Tree, old: Tree | None, version: Version) -> Iterator[str]:
    """A name that is no host name, and what a new template has to be warned of."""
    if old is None:
        yield from _name(workload, "Pod names and hostnames")
    yield from of_daemonset(workload, old, version)


def of_daemonset(workload: Tree, old: Tree | None, _version: Version) -> Iterator[str]:
    """What a template has to be warned of, unless nothing has changed."""
    if old is None or old.get("spec") != workload.get("spec"):
        yield from _of_spec(dig(workload, "spec", "template", "spec") or {}, "spec.template.spec")


def _name(tree: Tree, used_in: str) -> Iterator[str]:
    wrong = names.dns_label(dig(tree, "metadata", "name") or "")
    if wrong:
        yield f"metadata.name: this is used in {used_in}, {_SURPRISING}: [{' '.join(wrong)}]"


def _of_spec(spec: Mapping[str, Any], field: str) -> Iterator[str]:
    yield from _labels(spec, field)
    yield from _constraints(spec, field)
    yield from _repeated(spec, "hostAliases", "ip", field)
    yield from _repeated(spec, "imagePullSecrets", "name", field)
    containers = list(_containers(spec, field))
    for container, path in containers:
        yield from _environment(container, path)
    yield from _ports(containers)
    if (spec.get("terminationGracePeriodSeconds") or 0) < 0:
        text = "must be >= 0; negative values are invalid and will be treated as 1"
        yield f"{field}.terminationGracePeriodSeconds: {text}"
    yield from _affinity(spec, field)


def _labels(spec: Mapping[str, Any], field: str) -> Iterator[str]:
    """Deprecated labels of nodes."""
    for key in sorted(spec.get("nodeSelector") or ()):
        if key in _DEPRECATED_LABELS:
            yield f"{field}.nodeSelector[{key}]: {_DEPRECATED_LABELS[key]}"
    base = f"{field}.affinity.nodeAffinity"
    terms = dig(spec, "affinity", "nodeAffinity", _REQUIRED, "nodeSelectorTerms") or ()
    wanted = [(f"{base}.{_REQUIRED}.nodeSelectorTerms[{at}]", term) for at, term in enumerate(terms)]
    preferred = dig(spec, "affinity", "nodeAffinity", _PREFERRED) or ()
    wanted += [(f"{base}.{_PREFERRED}[{at}].preference", each.get("preference")) for at, each in enumerate(preferred)]
    for path, term in wanted:
        for at, expression in enumerate((term or {}).get("matchExpressions") or ()):
            key = expression.get("key")
            if key in _DEPRECATED_LABELS:
                yield f"{path}.matchExpressions[{at}].key: {key} is {_DEPRECATED_LABELS[key]}"


def _constraints(spec: Mapping[str, Any], field: str) -> Iterator[str]:
    for at, constraint in enumerate(spec.get("topologySpreadConstraints") or ()):
        path, key = f"{field}.topologySpreadConstraints[{at}]", constraint.get("topologyKey")
        if key in _DEPRECATED_LABELS:
            yield f"{path}.topologyKey: {key} is {_DEPRECATED_LABELS[key]}"
        if constraint.get("labelSelector") is None:
            yield f"{path}.labelSelector: {_MATCHES_NOTHING}"


def _repeated(spec: Mapping[str, Any], name: str, key: str, field: str) -> Iterator[str]:
    """Items of a list that an earlier one makes pointless; pull secrets without a name."""
    seen = set()
    empty = []
    for at, item in enumerate(spec.get(name) or ()):
        value = item.get(key) or ""
        if value in seen:
            yield f'{field}.{name}[{at}].{key}: duplicate {key} "{value}"'
        seen.add(value)
        if not value and name == "imagePullSecrets":
            empty.append(f'{field}.{name}[{at}].{key}: invalid empty name ""')
    yield from empty


def _containers(spec: Mapping[str, Any], field: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Containers with their paths, in the order in which the server visits them."""
    for name in ("initContainers", "containers", "ephemeralContainers"):
        for at, container in enumerate(spec.get(name) or ()):
            yield container, f"{field}.{name}[{at}]"


def _environment(container: Mapping[str, Any], path: str) -> Iterator[str]:
    """Variables that hide an earlier one of the name; one that builds on it is fine."""
    seen = set()
    for at, variable in enumerate(container.get("env") or ()):
        name, value = variable.get("name", ""), variable.get("value") or ""
        builds_on_it = f"$({name})" in value and value != f"$({name})" and not variable.get("valueFrom")
        if name in seen and not builds_on_it:
            yield f'{path}.env[{at}]: hides previous definition of "{name}", which may be dropped when using apply'
        seen.add(name)


def _ports(containers: list[tuple[Mapping[str, Any], str]]) -> Iterator[str]:
    """Ports that another one of the pod has already."""
    known: dict[tuple[int, str], list[tuple[str, int, str]]] = {}
    for container, path in containers:
        for at, port in enumerate(container.get("ports") or ()):
            field, ip, number = f"{path}.ports[{at}]", port.get("hostIP") or "", port.get("hostPort") or 0
            others = known.setdefault((port.get("containerPort", 0), port.get("protocol", "TCP")), [])
            for other_ip, other_number, other in others:
                if (ip, number) == (other_ip, other_number):
                    yield f"{field}: duplicate port definition with {other}"
                elif not number or not other_number:
                    yield f"{field}: overlapping port definition with {other}"
                elif number == other_number and bool(ip) != bool(other_ip):
                    yield f"{field}: dangerously ambiguous port definition with {other}"
            others.append((ip, number, field))


def _affinity(spec: Mapping[str, Any], field: str) -> Iterator[str]:
    for kind in ("podAffinity", "podAntiAffinity"):
        for at, term in enumerate(dig(spec, "affinity", kind, _REQUIRED) or ()):
            if term.get("labelSelector") is None:
                yield f"{field}.affinity.{kind}.{_REQUIRED}[{at}].labelSelector: {_MATCHES_NOTHING}"
        for at, weighted in enumerate(dig(spec, "affinity", kind, _PREFERRED) or ()):
            if dig(weighted, "podAffinityTerm", "labelSelector") is None:
                yield f"{field}.affinity.{kind}.{_PREFERRED}[{at}].podAffinityTerm.labelSelector: {_MATCHES_NOTHING}"
