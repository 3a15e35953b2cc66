"""Volumes, as pods and pod templates have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from svcquest.terminal.kubectl.describing.page import Page

Source = Mapping[str, Any]
Lines = Iterator[tuple[str, Any]]
"""Titles and values of what describes a source."""


def _config_map(source: Source) -> Lines:
    yield "Name", source.get("name", "")
    yield "Optional", _flag(source, "optional")


def _empty_dir(source: Source) -> Lines:
    yield "Medium", source.get("medium", "")
    yield "SizeLimit", source.get("sizeLimit") or "<unset>"


def _host_path(source: Source) -> Lines:
    yield "Path", source.get("path", "")
    yield "HostPathType", source.get("type", "<none>")


def _nfs(source: Source) -> Lines:
    yield "Server", source.get("server", "")
    yield "Path", source.get("path", "")
    yield "ReadOnly", _flag(source, "readOnly")


def _claim(source: Source) -> Lines:
    yield "ClaimName", source.get("claimName", "")
    yield "ReadOnly", _flag(source, "readOnly")


def _secret(source: Source) -> Lines:
    yield "SecretName", source.get("secretName", "")
    yield "Optional", _flag(source, "optional")


def _projected(source: Source) -> Lines:
    for each in source.get("sources") or ():
        match each:
            case {"secret": secret}:
                yield "SecretName", secret.get("name", "")
                yield "Optional", _flag(secret, "optional")
            case {"downwardAPI": _}:
                yield "DownwardAPI", "true"
            case {"configMap": config_map}:
                yield "ConfigMapName", config_map.get("name", "")
                yield "Optional", _flag(config_map, "optional")
            case {"serviceAccountToken": token}:
                yield "TokenExpirationSeconds", token.get("expirationSeconds", 3600)


def _flag(source: Source, name: str) -> str:
    return str(bool(source.get(name))).lower()


_SOURCES: dict[str, tuple[str, Callable[[Source], Lines]]] = {
    "hostPath": ("HostPath (bare host directory volume)", _host_path),
    "emptyDir": ("EmptyDir (a temporary directory that shares a pod's lifetime)", _empty_dir),
    "secret": ("Secret (a volume populated by a Secret)", _secret),
    "configMap": ("ConfigMap (a volume populated by a ConfigMap)", _config_map),
    "nfs": ("NFS (an NFS mount that lasts the lifetime of a pod)", _nfs),
    "persistentVolumeClaim": (
        "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
        _claim,
    ),
    "projected": ("Projected (a volume that contains injected data from multiple sources)", _projected),
}


def describe_volumes(page: Page, volumes: Sequence[Mapping[str, Any]], space: str = "") -> None:
    """Volumes with their type, ``<none>`` without any."""
    if not volumes:
        page.add(f"{space}Volumes:\t<none>")
        return
    page.add(f"{space}Volumes:")
    for volume in volumes:
        page.add(f"{' ' if space else ''}{volume.get('name')}:", 1)
        source = next((name for name in _SOURCES if name in volume), "")
        if source == "":
            page.add("<unknown>", 1)
            continue
        about, lines = _SOURCES[source]
        page.add(f"Type:\t{about}", 2)
        for title, value in lines(volume[source] or {}):
            page.add(f"{title}:\t{value}", 2)
