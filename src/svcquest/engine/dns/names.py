"""What a name below the cluster's zone asks for.

Follows CoreDNS plugin/kubernetes/parse.go. All forms, zone left out:

    (nothing), svc, pod                     exist, hold nothing themselves
    NAMESPACE.svc, NAMESPACE.pod            exist when the namespace does
    SERVICE.NAMESPACE.svc                   a Service
    ENDPOINT.SERVICE.NAMESPACE.svc          one endpoint, by hostname or by address with dashes
    PORT.PROTOCOL.SERVICE.NAMESPACE.svc     a named port; both may begin with an underscore
    A-B-C-D.NAMESPACE.pod                   an address, whoever has it

More labels than that, or any other last label, name nothing.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import Literal

from svcquest.engine.ranges import is_address
from svcquest.model.frozen import dataclass

REVERSE_ZONES = ("in-addr.arpa.", "ip6.arpa.")


@dataclass(frozen=True, slots=True)
class NameRequest:
    """A name taken apart; parts that it does not have are empty.

    Attributes:
        tree: the half of the zone it is in, empty for the zone itself and for bare ``svc`` and ``pod``.
        service: in the ``pod`` half, the address with dashes.
    """

    tree: Literal["", "svc", "pod"] = ""
    namespace: str = ""
    service: str = ""
    endpoint: str = ""
    port: str = ""
    protocol: str = ""


def parse(name: str, zone: str) -> NameRequest | None:
    """Take a name apart.

    Args:
        name: lower case, fully qualified, at or below ``zone``.
        zone: lower case, with a trailing dot.

    Returns:
        None for a name of no known form.
    """
    base = name[: -len(zone)].rstrip(".")
    if base in {"", "svc", "pod"}:
        return NameRequest()
    labels = base.split(".")
    tree = labels.pop()
    if tree not in {"svc", "pod"}:
        return None
    half: Literal["svc", "pod"] = "svc" if tree == "svc" else "pod"
    match labels:
        case [namespace]:
            return NameRequest(half, namespace)
        case [service, namespace]:
            return NameRequest(half, namespace, service)
        case [endpoint, service, namespace]:
            return NameRequest(half, namespace, service, endpoint)
        case [port, protocol, service, namespace]:
            return NameRequest(half, namespace, service, "", port.removeprefix("_"), protocol.removeprefix("_"))
        case _:
            return None


def is_below(name: str, zone: str) -> bool:
    """Whether a name is a zone's apex or lies in it; both lower case with a trailing dot."""
    return name == zone or name.endswith(f".{zone}")


def dashed(address: str) -> str:
    """The label of an endpoint without a hostname: ``10-244-1-4``, ``fd00--5``."""
    return address.replace(".", "-").replace(":", "-")


def undashed(label: str) -> str | None:
    """The address that a pod label spells, None when it spells none."""
    dotted = label.count("-") == 3 and "--" not in label
    address = label.replace("-", "." if dotted else ":")
    return address if is_address(address) else None


def to_reverse(address: str) -> str:
    """The name that PTR records of an address have, with a trailing dot."""
    return ip_address(address).reverse_pointer + "."


def from_reverse(name: str) -> str | None:
    """The address of a name such as ``4.1.244.10.in-addr.arpa.``, None when it is not a whole address."""
    if name.endswith(".in-addr.arpa."):
        address = ".".join(reversed(name.removesuffix(".in-addr.arpa.").split(".")))
    elif name.endswith(".ip6.arpa."):
        digits = name.removesuffix(".ip6.arpa.").split(".")[::-1]
        address = ":".join("".join(digits[at : at + 4]) for at in range(0, len(digits), 4))
    else:
        return None
    return str(ip_address(address)) if is_address(address) else None
