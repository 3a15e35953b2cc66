"""What a probe asks for: ``http://web:80/``, also with parts that only the cluster knows, such as an allocated port.

Parts in braces: ``{clusterIP:NS/SERVICE}`` or ``{clusterIP:NS/SERVICE:IPv6}``, ``{nodePort:NS/SERVICE}`` or
``{nodePort:NS/SERVICE:PORT}``, ``{loadBalancer:NS/SERVICE}``, ``{nodeIP:NODE}``, ``{podIP:NS/POD}``,
``{podHost:NS/POD}`` for the label under which DNS lists a pod of a headless Service, and ``{env:NS/POD:VARIABLE}`` for
what a pod's program was told to dial. A pod may be named by its workload: then its first living pod is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from svcquest.engine.dns.names import dashed
from svcquest.engine.ranges import of_family
from svcquest.engine.state import State
from svcquest.game.casting import pods_of_workload, vantage_of
from svcquest.model import kinds
from svcquest.model.frozen import dataclass
from svcquest.model.language import _, mark
from svcquest.model.objects import Pod, Protocol, Service

_PART = re.compile(r"\{([A-Za-z]+):([^{}]*)\}")
_TARGET = re.compile(r"(?P<scheme>[a-z]+)://(?:\[(?P<six>[^\]/]+)\]|(?P<host>[^:/\[\]]+))(?::(?P<port>\d+))?(?:/.*)?")
_SCHEMES: dict[str, tuple[Protocol, int]] = {
    "http": ("TCP", 80),
    "https": ("TCP", 443),
    "tcp": ("TCP", 0),
    "udp": ("UDP", 0),
    "sctp": ("SCTP", 0),
}


class NoTargetError(Exception):
    """The target cannot be dialled now; the text says why, as a thing that was observed.

    Attributes:
        look: a command that shows it.
        in_full: the text and what would be right instead.
    """

    def __init__(self, text: str, look: str = "kubectl get services -A", rule: str = "") -> None:
        super().__init__(text)
        self.look = look
        self.in_full = f"{text}; {rule}" if rule else text


@dataclass(frozen=True, slots=True)
class Target:
    """A host and port to dial; ``text`` is the whole as it was written, with its parts filled in."""

    protocol: Protocol
    host: str
    port: int
    text: str


def target_of(text: str, state: State) -> Target:
    """Read a target.

    Raises:
        NoTargetError: something that it names is not there, or it is no target.
    """
    filled = fill(text, state)
    match = _TARGET.fullmatch(filled)
    protocol, port = _SCHEMES.get(match["scheme"], ("TCP", 0)) if match else ("TCP", 0)
    port = int(match["port"]) if match and match["port"] else port
    look = _look_at_variables(text, state)
    # The kubelet leaves a reference as it is where there is no such variable.
    _, reference, rest = filled.partition("$(")
    if reference:
        name = rest.partition(")")[0]
        why = f"{filled} is dialled as it stands: no variable {name} was set when the program started"
        raise NoTargetError(why, look)
    if match is None or match["scheme"] not in _SCHEMES or not 1 <= port <= 65535:
        why = f"{filled} is no address to dial"
        raise NoTargetError(why, look, "http://HOST:PORT/, tcp://HOST:PORT or udp://HOST:PORT is")
    return Target(protocol, match["six"] or match["host"], port, filled)


def _look_at_variables(text: str, state: State) -> str:
    """Where to see what a target is made of: in the pod whose variable it comes from, else among the Services."""
    place = next((match[2].rpartition(":")[0] for match in _PART.finditer(text) if match[1] == "env"), "")
    source = vantage_of(f"pod/{place}", state) if place else None
    return f"kubectl exec {source.name} -n {source.namespace} -- env" if source else "kubectl get services -A"


def fill(text: str, state: State) -> str:
    """A text with its parts in braces replaced by what the cluster has.

    Raises:
        NoTargetError: something that it names is not there.
    """

    def found(match: re.Match[str]) -> str:
        part = _PARTS.get(match[1])
        if part is None:
            raise NoTargetError(f"{match[0]} is unknown; known are {', '.join(_PARTS)}")
        return part(state, match[2])

    return _PART.sub(found, text)


def outline(text: str, state: State) -> str:
    """The same for a reader: a part that cannot be filled in is told in words, ``http://10.0.0.1:<node port of web>/``.

    A variable goes by its own name: ``<STOCK_URL>``.
    """

    def found(match: re.Match[str]) -> str:
        try:
            return fill(match[0], state)
        except NoTargetError:
            if match[1] == "env":
                return f"<{match[2].rpartition(':')[2]}>"
            name = match[2].partition(":")[0].rpartition("/")[2]
            return f"<{_(_IN_WORDS[match[1]], name=name) if match[1] in _IN_WORDS else match[1]}>"

    return _PART.sub(found, text)


_IN_WORDS = {
    "clusterIP": mark("cluster IP of {name}"),
    "nodePort": mark("node port of {name}"),
    "loadBalancer": mark("load balancer of {name}"),
    "nodeIP": mark("address of {name}"),
    "podIP": mark("address of {name}"),
    "podHost": mark("host name of {name}"),
}


def _service(state: State, text: str) -> Service:
    namespace, _, name = text.partition("/")
    resource = state.get(kinds.SERVICE, namespace, name)
    if resource is None:
        raise NoTargetError(f"there is no Service {name} in {namespace}")
    view: Service = resource.view
    return view


def _cluster_ip(state: State, text: str) -> str:
    place, _, family = text.partition(":")
    service = _service(state, place)
    if not service.cluster_ip:
        raise NoTargetError(f"Service {service.name} has no cluster IP", _described(service))
    address = of_family(service.cluster_ips, family) if family else service.cluster_ip
    if not address:
        raise NoTargetError(f"Service {service.name} has no cluster IP of the family {family}", _described(service))
    return address


def _node_port(state: State, text: str) -> str:
    place, _, wanted = text.partition(":")
    service = _service(state, place)
    for port in service.ports:
        if port.node_port and wanted in {"", port.name, str(port.port)}:
            return str(port.node_port)
    asked = f" for {wanted}" if wanted else _other_type(service, "NodePort", "LoadBalancer")
    raise NoTargetError(f"Service {service.name} has no node port{asked}", _described(service))


def _load_balancer(state: State, text: str) -> str:
    service = _service(state, text)
    for ingress in service.ingress:
        return ingress.ip or ingress.hostname
    other = _other_type(service, "LoadBalancer")
    raise NoTargetError(f"Service {service.name} has no load balancer address{other}", _described(service))


def _other_type(service: Service, *fitting: str) -> str:
    return "" if service.type in fitting else f": its type is {service.type}"


def _described(service: Service) -> str:
    return f"kubectl describe service {service.name} -n {service.namespace}"


def _node_ip(state: State, text: str) -> str:
    resource = state.get(kinds.NODE, "", text)
    if resource is None or not resource.view.ip:
        raise NoTargetError(f"there is no node {text}", "kubectl get nodes -o wide")
    return str(resource.view.ip)


def _pod_ip(state: State, text: str) -> str:
    return _pod(state, text).ip


def _pod_host(state: State, text: str) -> str:
    return dns_label(_pod(state, text))


def _pod(state: State, text: str) -> Pod:
    namespace, _, name = text.partition("/")
    found = next((pod for pod in pods_of_workload(state, namespace, name) if pod.ip), None)
    if found is None:
        raise NoTargetError(f"there is no pod {name} with an address in {namespace}", _pods_in(namespace))
    return found


def _pods_in(namespace: str) -> str:
    return f"kubectl get pods -n {namespace}"


def dns_label(pod: Pod) -> str:
    """The label under which DNS lists a pod of a headless Service."""
    return pod.hostname if pod.hostname and pod.subdomain else dashed(pod.ip)


def _env(state: State, text: str) -> str:
    place, _, variable = text.partition(":")
    source = vantage_of(f"pod/{place}", state)
    pod = state.get(kinds.POD, source.namespace, source.name) if source else None
    if pod is None:
        raise NoTargetError(f"no pod of {place} is running", _pods_in(place.partition("/")[0]))
    from svcquest.engine.environment import container_environment  # noqa: PLC0415 - few targets come from a variable

    value = container_environment(state, pod).get(variable)
    if not value:
        look = f"kubectl exec {pod.name} -n {pod.namespace} -- env"
        raise NoTargetError(f"{variable} is not set in {pod.name}", look)
    return value


_PARTS: dict[str, Callable[[State, str], str]] = {
    "clusterIP": _cluster_ip,
    "nodePort": _node_port,
    "loadBalancer": _load_balancer,
    "nodeIP": _node_ip,
    "podIP": _pod_ip,
    "podHost": _pod_host,
    "env": _env,
}
