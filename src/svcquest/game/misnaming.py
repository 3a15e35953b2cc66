"""Why a lookup that was answered gave something else than a probe wants."""

from __future__ import annotations

from svcquest.engine.dns.resolver import resolv_conf
from svcquest.engine.network.case import service_at, service_key
from svcquest.engine.network.phrases import called, describe, listed, slices_of
from svcquest.engine.state import State
from svcquest.model.net import Diagnosis, Vantage
from svcquest.model.objects import Service


def misnamed(state: State, source: Vantage, name: str, record_type: str) -> Diagnosis | None:
    """What a name stands for, and what to look at; None where it is no name of a Service."""
    host, port = _split(name) if record_type == "SRV" else (name, "")
    key = service_key(state.settings.cluster_domain, host, source.namespace)
    service = service_at(state, key) if key is not None else None
    if service is None:
        return None
    if port and all(each.name != port for each in service.ports):
        names = listed(each.name for each in service.ports if each.name)
        why = f"{called(service)} has no port named {port}; it has {names or 'ports without names'}"
        return Diagnosis("no-such-port-name", why, describe(service))
    asked = f"asked from {source}, the name {host}"
    dots, wanted = name.rstrip(".").count("."), resolv_conf(state, source).ndots
    search = ""
    if dots < wanted and not name.endswith("."):
        search = f"; with {dots} dots, fewer than ndots {wanted}, it is tried along the search list first"
    code, meaning, look = _meaning(service)
    return Diagnosis(code, f"{asked} means {called(service)}, {meaning}{search}", look)


def _split(name: str) -> tuple[str, str]:
    """``_http._tcp.web`` as the name of the Service and of its port."""
    labels = name.split(".")
    if len(labels) > 2 and labels[0].startswith("_") and labels[1].startswith("_"):
        return ".".join(labels[2:]), labels[0].removeprefix("_")
    return name, ""


def _meaning(service: Service) -> tuple[str, str, str]:
    if service.type == "ExternalName":
        return "name-of-alias", f"which is another name for {service.external_name}", describe(service)
    if service.headless:
        return "name-of-headless", "which is headless: its name stands for its ready pods", slices_of(service)
    return "name-of-cluster-ip", f"whose name stands for its cluster IP {service.cluster_ip}", describe(service)
