"""Tables of kinds that a cluster keeps and does nothing with: most of them come out of dumps.

Nobody has looked at what such objects hold; a cell of something that is not there, or not what it should be, shows
what it shows for a missing value. Follows ``pkg/printers/internalversion/printers.go``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from svcquest.model.resource import Resource
from svcquest.model.timestamps import from_timestamp
from svcquest.model.tree import dig
from svcquest.terminal.kubectl.ages import human, since
from svcquest.terminal.kubectl.tables import AGE, NAME, Column, plain
from svcquest.terminal.kubectl.tables.cells import NONE, UNSET, label_selector

_METRICS = 2
"""Metrics that are shown; of more only how many there are."""
_HOSTS = 3
"""Hosts of an Ingress that are shown."""

_MODES = {"ReadWriteOnce": "RWO", "ReadOnlyMany": "ROX", "ReadWriteMany": "RWX", "ReadWriteOncePod": "RWOP"}


def _text(value: Any, missing: str = "") -> str:
    """A plain value as Go prints it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else missing


def _items(resource: Resource, *path: str) -> Iterator[Mapping[str, Any]]:
    """The objects of a list."""
    found = dig(resource.tree, *path)
    yield from (each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()


def _names(items: Iterator[Mapping[str, Any]], field: str) -> list[str]:
    return [_text(each.get(field)) for each in items]


def _field(name: str, *path: str, missing: str = "", wide: bool = False) -> Column:
    """A column with one plain value of the object."""
    return plain(name, lambda each: _text(dig(each.tree, *path), missing), wide=wide)


def _ago(name: str, *path: str) -> Column:
    """A column with the time since a moment, ``<none>`` where it has not been yet."""

    def cell(resource: Resource, now: float) -> str:
        moment = dig(resource.tree, *path)
        return since(moment, now) if moment else NONE

    return Column(name, cell)


def _template(*path: str) -> tuple[Column, ...]:
    """Wide columns of what has a pod template below its specification."""
    containers = (*path, "template", "spec", "containers")
    return (
        plain("CONTAINERS", lambda each: ",".join(_names(_items(each, *containers), "name")), wide=True),
        plain("IMAGES", lambda each: ",".join(_names(_items(each, *containers), "image")), wide=True),
        plain("SELECTOR", lambda each: _selector(dig(each.tree, *path, "selector")), wide=True),
    )


def _selector(tree: Any) -> str:
    try:
        return label_selector(tree)
    except (AttributeError, KeyError, TypeError):
        return "<invalid>"


_CREATED = _field("CREATED AT", "metadata", "creationTimestamp")

# Networking -----------------------------------------------------------------------------------------------------------


def _hosts(ingress: Resource) -> str:
    """The first hosts; where rules follow them, with or without a host, by how many there are more rules."""
    hosts = _names(_items(ingress, "spec", "rules"), "host")
    named = [at for at, host in enumerate(hosts) if host][:_HOSTS]
    if not named:
        return "*"
    more = len(named) == _HOSTS and len(hosts) > named[-1] + 1
    return ",".join(hosts[at] for at in named) + (f" + {len(hosts) - _HOSTS} more..." if more else "")


def _addresses(ingress: Resource) -> str:
    listed = _items(ingress, "status", "loadBalancer", "ingress")
    return ",".join(sorted({_text(each.get("ip")) or _text(each.get("hostname")) for each in listed} - {""}))


def _parameters(ingress_class: Resource) -> str:
    found = dig(ingress_class.tree, "spec", "parameters")
    if not isinstance(found, dict):
        return NONE
    group = _text(found.get("apiGroup"))
    return _text(found.get("kind")) + (f".{group}" if group else "") + "/" + _text(found.get("name"))


# Work -----------------------------------------------------------------------------------------------------------------

_STATES = ("Complete", "Failed", "", "Suspended", "FailureTarget", "SuccessCriteriaMet")
"""Conditions by which a Job is called, the first that holds; the empty one stands for being deleted."""


def _job_state(job: Resource) -> str:
    conditions = _items(job, "status", "conditions")
    held = _names((each for each in conditions if each.get("status") == "True"), "type")
    for state in _STATES:
        if state in held or (not state and job.terminating):
            return state or "Terminating"
    return "Running"


def _completions(job: Resource) -> str:
    done, wanted = _text(dig(job.tree, "status", "succeeded"), "0"), dig(job.tree, "spec", "completions")
    if wanted is not None:
        return f"{done}/{_text(wanted)}"
    together = dig(job.tree, "spec", "parallelism")
    return f"{done}/1 of {together}" if isinstance(together, int) and together > 1 else f"{done}/1"


def _duration(job: Resource, now: float) -> str:
    began = from_timestamp(_text(dig(job.tree, "status", "startTime")))
    ended = from_timestamp(_text(dig(job.tree, "status", "completionTime")))
    return "" if began is None else human((now if ended is None else ended) - began)


def _suspended(cron_job: Resource) -> str:
    return {"true": "True", "false": "False"}.get(_text(dig(cron_job.tree, "spec", "suspend")), UNSET)


def _targets(scaler: Resource) -> str:
    wanted = list(_items(scaler, "spec", "metrics"))
    seen = list(_items(scaler, "status", "currentMetrics"))
    shown = [_target(each, seen[index] if index < len(seen) else {}) for index, each in enumerate(wanted[:_METRICS])]
    more = f" + {len(wanted) - _METRICS} more..." if len(wanted) > _METRICS else ""
    return ", ".join(shown) + more if shown else NONE


def _target(wanted: Mapping[str, Any], seen: Mapping[str, Any]) -> str:
    """What is measured of a metric and what it shall be: ``cpu: 12%/80%``."""
    kind = _text(wanted.get("type"))
    source = kind[:1].lower() + kind[1:]
    target, current = dig(wanted, source, "target"), dig(seen, source, "current")
    name = dig(wanted, source, "name")
    prefix = f"{_text(name)}: " if name else ""
    if dig(target, "averageValue") is not None:
        average = f"{_text(dig(current, 'averageValue'), '<unknown>')}/{_text(dig(target, 'averageValue'))}"
        return prefix + average + (" (avg)" if source in {"external", "object"} else "")
    if name:
        return f"{prefix}{_share(current, '<unknown>')}/{_share(target, '<auto>')}"
    return f"{_text(dig(current, 'value'), '<unknown>')}/{_text(dig(target, 'value'), '<unknown>')}"


def _share(part: Any, missing: str) -> str:
    share = dig(part, "averageUtilization")
    return missing if share is None else f"{_text(share)}%"


# Storage --------------------------------------------------------------------------------------------------------------


def _modes(found: Any) -> str:
    names = found if isinstance(found, list) else ()
    return ",".join(short for name, short in _MODES.items() if name in names)


def _phase(volume: Resource) -> str:
    return "Terminating" if volume.terminating else _text(dig(volume.tree, "status", "phase"))


def _if_bound(cell: Callable[[Resource], str]) -> Callable[[Resource], str]:
    return lambda claim: cell(claim) if dig(claim.tree, "spec", "volumeName") else ""


def _claim(volume: Resource) -> str:
    claim = dig(volume.tree, "spec", "claimRef")
    return f"{_text(dig(claim, 'namespace'))}/{_text(dig(claim, 'name'))}" if isinstance(claim, dict) else ""


def _storage_class(resource: Resource) -> str:
    older = resource.annotations.get("volume.beta.kubernetes.io/storage-class")
    return older or _text(dig(resource.tree, "spec", "storageClassName"))


def _class_name(storage_class: Resource) -> str:
    usual = storage_class.annotations.get("storageclass.kubernetes.io/is-default-class") == "true"
    return storage_class.name + (" (default)" if usual else "")


# Rights and limits ----------------------------------------------------------------------------------------------------


def _role(binding: Resource) -> str:
    return f"{_text(dig(binding.tree, 'roleRef', 'kind'))}/{_text(dig(binding.tree, 'roleRef', 'name'))}"


def _subjects(kind: str) -> Callable[[Resource], str]:
    def cell(binding: Resource) -> str:
        listed = [each for each in _items(binding, "subjects") if each.get("kind") == kind]
        names = [_text(each.get("name")) for each in listed]
        if kind == "ServiceAccount":
            names = [f"{_text(each.get('namespace'))}/{name}" for each, name in zip(listed, names, strict=True)]
        return ", ".join(names)

    return cell


def _used(quota: Resource, *, limits: bool) -> str:
    """What is used of what may be: of limits, or of everything else."""
    hard, used = dig(quota.tree, "status", "hard"), dig(quota.tree, "status", "used")
    named = sorted(name for name in hard if name.startswith("limits") == limits) if isinstance(hard, dict) else ()
    return ", ".join(f"{name}: {_text(dig(used, name), '0')}/{_text(hard[name])}" for name in named)


def _entries(secret: Resource) -> str:
    found = dig(secret.tree, "data")
    return str(len(found)) if isinstance(found, Sequence | Mapping) else "0"


_BINDING = (
    NAME,
    plain("ROLE", _role),
    AGE,
    *(
        plain(name, _subjects(kind), wide=True)
        for name, kind in (("USERS", "User"), ("GROUPS", "Group"), ("SERVICEACCOUNTS", "ServiceAccount"))
    ),
)
_VOLUME_MODE = _field("VOLUMEMODE", "spec", "volumeMode", missing=UNSET, wide=True)
_ATTRIBUTES = _field("VOLUMEATTRIBUTESCLASS", "spec", "volumeAttributesClassName", missing=UNSET)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "ClusterRole": (NAME, _CREATED),
    "ClusterRoleBinding": _BINDING,
    "CronJob": (
        NAME,
        _field("SCHEDULE", "spec", "schedule"),
        _field("TIMEZONE", "spec", "timeZone", missing=NONE),
        plain("SUSPEND", _suspended),
        plain("ACTIVE", lambda each: str(len(list(_items(each, "status", "active"))))),
        _ago("LAST SCHEDULE", "status", "lastScheduleTime"),
        AGE,
        *_template("spec", "jobTemplate", "spec"),
    ),
    "CustomResourceDefinition": (NAME, _CREATED),
    "HorizontalPodAutoscaler": (
        NAME,
        plain(
            "REFERENCE",
            lambda each: "/".join(_text(dig(each.tree, "spec", "scaleTargetRef", part)) for part in ("kind", "name")),
        ),
        plain("TARGETS", _targets),
        _field("MINPODS", "spec", "minReplicas", missing=UNSET),
        _field("MAXPODS", "spec", "maxReplicas", missing="0"),
        _field("REPLICAS", "status", "currentReplicas", missing="0"),
        AGE,
    ),
    "Ingress": (
        NAME,
        _field("CLASS", "spec", "ingressClassName", missing=NONE),
        plain("HOSTS", _hosts),
        plain("ADDRESS", _addresses),
        plain("PORTS", lambda each: "80, 443" if list(_items(each, "spec", "tls")) else "80"),
        AGE,
    ),
    "IngressClass": (NAME, _field("CONTROLLER", "spec", "controller"), plain("PARAMETERS", _parameters), AGE),
    "Job": (
        NAME,
        plain("STATUS", _job_state),
        plain("COMPLETIONS", _completions),
        Column("DURATION", _duration),
        AGE,
        *_template("spec"),
    ),
    "Lease": (NAME, _field("HOLDER", "spec", "holderIdentity"), AGE),
    "LimitRange": (NAME, _CREATED),
    "PersistentVolume": (
        NAME,
        _field("CAPACITY", "spec", "capacity", "storage"),
        plain("ACCESS MODES", lambda each: _modes(dig(each.tree, "spec", "accessModes"))),
        _field("RECLAIM POLICY", "spec", "persistentVolumeReclaimPolicy"),
        plain("STATUS", _phase),
        plain("CLAIM", _claim),
        plain("STORAGECLASS", _storage_class),
        _ATTRIBUTES,
        _field("REASON", "status", "reason"),
        AGE,
        _VOLUME_MODE,
    ),
    "PersistentVolumeClaim": (
        NAME,
        plain("STATUS", _phase),
        _field("VOLUME", "spec", "volumeName"),
        plain("CAPACITY", _if_bound(lambda each: _text(dig(each.tree, "status", "capacity", "storage"), "0"))),
        plain("ACCESS MODES", _if_bound(lambda each: _modes(dig(each.tree, "status", "accessModes")))),
        plain("STORAGECLASS", _storage_class),
        _ATTRIBUTES,
        AGE,
        _VOLUME_MODE,
    ),
    "PodDisruptionBudget": (
        NAME,
        _field("MIN AVAILABLE", "spec", "minAvailable", missing="N/A"),
        _field("MAX UNAVAILABLE", "spec", "maxUnavailable", missing="N/A"),
        _field("ALLOWED DISRUPTIONS", "status", "disruptionsAllowed", missing="0"),
        AGE,
    ),
    "PriorityClass": (
        NAME,
        _field("VALUE", "value", missing="0"),
        _field("GLOBAL-DEFAULT", "globalDefault", missing="false"),
        AGE,
        _field("PREEMPTIONPOLICY", "preemptionPolicy"),
    ),
    "ResourceQuota": (
        NAME,
        plain("REQUEST", lambda each: _used(each, limits=False)),
        plain("LIMIT", lambda each: _used(each, limits=True)),
        AGE,
    ),
    "Role": (NAME, _CREATED),
    "RoleBinding": _BINDING,
    "Secret": (NAME, _field("TYPE", "type"), plain("DATA", _entries), AGE),
    "StorageClass": (
        plain("NAME", _class_name),
        _field("PROVISIONER", "provisioner"),
        _field("RECLAIMPOLICY", "reclaimPolicy", missing="Delete"),
        _field("VOLUMEBINDINGMODE", "volumeBindingMode", missing="Immediate"),
        _field("ALLOWVOLUMEEXPANSION", "allowVolumeExpansion", missing="false"),
        AGE,
    ),
}
