"""What resolver libraries do with a host name: ``/etc/hosts``, ``/etc/resolv.conf``, search lists, nameservers.

Queries really travel: an ``Ask`` carries them to the nameserver's address, usually through the data plane, so
that whatever breaks the Service in front of CoreDNS breaks resolution.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from svcquest.engine.baseline import pod_resolver
from svcquest.engine.dns import server
from svcquest.engine.dns.hosts import addresses_of, own_addresses
from svcquest.engine.ranges import is_address
from svcquest.engine.settings import Settings
from svcquest.engine.state import State
from svcquest.model import kinds
from svcquest.model.dns import Answer, Lookup, LookupFailure, NoAnswer, Question, ResolvConf
from svcquest.model.frozen import replace
from svcquest.model.net import Delivery, Failure, Request, Vantage
from svcquest.model.objects import Pod, Protocol
from svcquest.model.resource import Resource
from svcquest.model.tree import dig

Ask = Callable[[str, Question], Answer | NoAnswer]
"""Sends a question to a nameserver's address and waits for the reply."""

Family = Literal["any", "IPv4", "IPv6"]
Libc = Literal["glibc", "musl"]

DNS_PORT = 53
MOST_NAMESERVERS = 3
MOST_SEARCHES = 32
LONGEST_SEARCH = 2048
"""Characters of a whole search list."""

_TYPES: dict[Family, tuple[str, ...]] = {"any": ("A", "AAAA"), "IPv4": ("A",), "IPv6": ("AAAA",)}
_NO_ANSWERS = {Failure.REFUSED: NoAnswer.REFUSED, Failure.UNREACHABLE: NoAnswer.UNREACHABLE}


def resolv_conf(state: State, vantage: Vantage) -> ResolvConf:
    """The resolver configuration of a pod, a node or the machine outside.

    Follows pkg/kubelet/network/dns/dns.go: ``dnsPolicy``, with ``dnsConfig`` added to any of them.
    """
    asked = wanted_conf(state, vantage)
    return ResolvConf(asked.nameservers[:MOST_NAMESERVERS], _fitting(asked.searches), asked.options)


def wanted_conf(state: State, vantage: Vantage) -> ResolvConf:
    """What a place's configuration would be if there were no limits to it."""
    outer = ResolvConf((state.settings.node_resolver,))
    if vantage.kind != "pod":
        return outer
    resource = state.get(kinds.POD, vantage.namespace, vantage.name)
    if resource is None:
        return outer
    policy = resource.spec.get("dnsPolicy", "ClusterFirst")
    on_host_network = bool(resource.spec.get("hostNetwork"))
    if policy == "None":
        base = ResolvConf(())
    elif policy == "Default" or (policy == "ClusterFirst" and on_host_network):
        base = outer
    else:
        base = _cluster_first(state.settings, vantage.namespace)
    return _with_config(base, resource)


def _cluster_first(settings: Settings, namespace: str) -> ResolvConf:
    domain = settings.cluster_domain
    searches = (f"{namespace}.svc.{domain}", f"svc.{domain}", domain)
    return ResolvConf((pod_resolver(settings),), searches, (("ndots", "5"),))


def _with_config(base: ResolvConf, pod: Resource) -> ResolvConf:
    config = pod.spec.get("dnsConfig") or {}
    if not config:
        return base
    options = dict(base.options)
    options |= {each["name"]: each.get("value") or "" for each in config.get("options") or () if each.get("name")}
    nameservers = dict.fromkeys((*base.nameservers, *(config.get("nameservers") or ())))
    searches = dict.fromkeys((*base.searches, *(config.get("searches") or ())))
    return ResolvConf(tuple(nameservers), tuple(searches), tuple(sorted(options.items())))


def _fitting(searches: tuple[str, ...]) -> tuple[str, ...]:
    """A search list without what is beyond its limits. Follows formDNSSearchFitsLimits."""
    kept = searches[:MOST_SEARCHES]
    while len(" ".join(kept)) > LONGEST_SEARCH:
        kept = kept[:-1]
    return kept


def candidates(host: str, conf: ResolvConf, libc: Libc = "glibc") -> Iterator[str]:
    """The full names, with trailing dots, that a resolver library tries for a host, in order."""
    if host.endswith("."):
        yield host
        return
    dots = host.count(".")
    if dots >= conf.ndots:
        yield f"{host}."
        if libc == "musl":
            return
    for suffix in conf.searches:
        yield f"{host}.{suffix}."
    if dots < conf.ndots:
        yield f"{host}."


def lookup_host(
    state: State,
    vantage: Vantage,
    host: str,
    ask: Ask | None = None,
    *,
    family: Family = "any",
    libc: Libc = "glibc",
) -> Lookup:
    """What ``getaddrinfo`` makes of a host name.

    Args:
        host: a name or an address.
        ask: how questions reach a nameserver; None asks without a network in between.
        family: which addresses are wanted.
        libc: musl stops at a name without addresses, and never uses the search list for names with many dots.
    """
    if is_address(host):
        fits = family in {"any", "IPv6" if ":" in host else "IPv4"}
        failure = None if fits else LookupFailure.NO_ADDRESS
        return Lookup(host, (host,) if fits else (), host, failure=failure)
    known = addresses_of(state, vantage, host, family)
    if known:
        return Lookup(host, known, host)
    conf = resolv_conf(state, vantage)
    asking = _Asking(conf, ask or _directly(state), own_addresses(state, vantage))
    return asking.lookup(host, _TYPES[family], libc)


class _Asking:
    """One lookup that goes to nameservers."""

    def __init__(self, conf: ResolvConf, ask: Ask, own: tuple[str, ...]) -> None:
        self._conf = conf
        self._ask = ask
        self._own = own
        self._asked: list[Answer] = []

    def lookup(self, host: str, types: tuple[str, ...], libc: Libc) -> Lookup:
        failure = LookupFailure.UNKNOWN
        for name in candidates(host, self._conf, libc):
            replies: list[Answer] = []
            for kind in types:
                reply = self._one(Question(name, kind))
                if isinstance(reply, NoAnswer):
                    return self._failed(host, LookupFailure.AGAIN, reply)
                replies.append(reply)
            if any(reply.addresses for reply in replies):
                return self._found(host, replies)
            if any(reply.rcode in {"SERVFAIL", "REFUSED"} for reply in replies):
                failure = LookupFailure.AGAIN
            elif any(reply.rcode == "NOERROR" for reply in replies):
                if failure is LookupFailure.UNKNOWN:
                    failure = LookupFailure.NO_ADDRESS
                if libc == "musl":
                    break
        return self._failed(host, failure, None)

    def _one(self, question: Question) -> Answer | NoAnswer:
        """Tries the nameservers in turn until one knows; the last trouble counts when none does."""
        trouble: Answer | NoAnswer = NoAnswer.REFUSED
        for nameserver in self._conf.nameservers:
            reply = self._ask(nameserver, question)
            if isinstance(reply, Answer):
                self._asked.append(reply)
                if reply.rcode not in {"SERVFAIL", "REFUSED"}:
                    return reply
            trouble = reply
        return trouble

    def _found(self, host: str, replies: list[Answer]) -> Lookup:
        best = next(reply for reply in replies if reply.addresses)
        found = [address for reply in replies for address in reply.addresses]
        found.sort(key=self._preference)
        canonical = best.canonical.rstrip(".")
        aliases = (best.question.name.rstrip("."),) if canonical != best.question.name.rstrip(".") else ()
        return Lookup(host, tuple(found), canonical, aliases, tuple(self._asked), self._conf.nameservers)

    def _failed(self, host: str, failure: LookupFailure, no_answer: NoAnswer | None) -> Lookup:
        return Lookup(
            host,
            asked=tuple(self._asked),
            nameservers=self._conf.nameservers,
            failure=failure,
            no_answer=no_answer,
        )

    def _preference(self, address: str) -> int:
        """Addresses of a family that the asker has itself come first, IPv6 before IPv4 (RFC 6724)."""
        six = ":" in address
        return (0 if six else 1) + (0 if any((":" in own) == six for own in self._own) else 2)


def _directly(state: State) -> Ask:
    """Nameservers that can always be reached: the world's resolver, and CoreDNS at any other address."""

    def ask(nameserver: str, question: Question) -> Answer:
        if nameserver == state.settings.node_resolver:
            return _resolved(state.settings, question)
        return server.answer(state, question, state.flows.draws)

    return ask


def _resolved(settings: Settings, question: Question) -> Answer:
    """What the resolver of the world outside says, which asks others and is nobody's authority."""
    return replace(server.outside(settings, question), authoritative=False, recursion_available=True)


def query(vantage: Vantage, nameserver: str, port: int = DNS_PORT, protocol: Protocol = "UDP") -> Request:
    """What carries a question to a nameserver: a datagram, as a rule."""
    return Request(vantage, nameserver, port, protocol)


def reply(state: State, nameserver: str, delivery: Delivery, question: Question) -> Answer | NoAnswer:
    """What comes back for a question, once the data plane has told where its datagram went.

    A program that is no DNS server may well answer, but nothing that a resolver would take for a reply.
    """
    if nameserver == state.settings.node_resolver:
        return _resolved(state.settings, question)
    if delivery.failure is not None:
        return _NO_ANSWERS.get(delivery.failure, NoAnswer.TIMEOUT)
    if delivery.pod is not None and is_coredns(state, delivery.pod):
        return server.answer(state, question, state.flows.draws)
    return NoAnswer.TIMEOUT


def is_coredns(state: State, key: tuple[str, str]) -> bool:
    """Whether a pod is a DNS server of the cluster."""
    resource = state.get(kinds.POD, *key)
    if resource is None:
        return False
    view: Pod = resource.view
    images = [container.get("image", "") for container in dig(resource.tree, "spec", "containers") or ()]
    return view.labels.get("k8s-app") == "kube-dns" or any("coredns" in image for image in images)
