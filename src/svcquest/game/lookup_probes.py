"""Judging DNS: what a name leads to, asked from a pod, a node or outside as its resolver would."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from svcquest.engine.cluster import Cluster
from svcquest.engine.dns.resolver import Ask, candidates, query, reply, resolv_conf
from svcquest.engine.state import State
from svcquest.game.casting import places, pods_of_workload, pods_serving, vantage_of
from svcquest.game.evidence import LookupEvidence, no_target, nobody_at
from svcquest.game.scene import Scene
from svcquest.game.targets import NoTargetError, dns_label, fill, outline
from svcquest.game.verdict import Row
from svcquest.levels.probe_format import Addresses, LookupExpect, LookupProbe
from svcquest.model.dns import Answer, NoAnswer, Question
from svcquest.model.frozen import dataclass
from svcquest.model.language import _, ngettext, several
from svcquest.model.net import Vantage


@dataclass(frozen=True, slots=True)
class Found:
    """The end of a lookup.

    Attributes:
        reply: the last one, or why there was none.
        queries: how many questions were asked.
        asked: the replies that came back, in the order of asking.
        nameservers: of the resolver configuration.
    """

    reply: Answer | NoAnswer
    queries: int
    asked: tuple[Answer, ...] = ()
    nameservers: tuple[str, ...] = ()

    @property
    def answer(self) -> Answer | None:
        """The reply, None when there was none."""
        return self.reply if isinstance(self.reply, Answer) else None


def lookup_rows(probe: LookupProbe, scene: Scene) -> Iterator[Row]:
    """One row for each source."""
    for source in places(probe.source, scene.state):
        yield _row(probe, scene, source)


def _row(probe: LookupProbe, scene: Scene, source: str) -> Row:
    shown = f"{probe.type} {outline(probe.lookup, scene.state)}"
    vantage = vantage_of(source, scene.state)
    if vantage is None:
        return Row(
            source,
            shown,
            _("an answer"),
            _("{source} is not there", source=source),
            passed=False,
            evidence=nobody_at(source),
        )
    try:
        name = fill(probe.lookup, scene.state)
        found = look_up(scene.cluster(), vantage, name, probe.type)
        told = [check(probe.expect, scene, vantage, found) for check in _CHECKS]
    except NoTargetError as error:
        return Row(source, shown, _("an answer"), str(error), passed=False, evidence=no_target(error, purpose="find"))
    findings = [finding for finding in told if finding is not None]
    passed = all(held for _words, held in findings)
    ending = in_words(found)
    if probe.expect.queries:
        ending = ngettext("{ending}, after {n} question", "{ending}, after {n} questions", found.queries, ending=ending)
    evidence = LookupEvidence(
        scene.state,
        vantage,
        name,
        probe.type,
        found.nameservers,
        found.asked,
        ending,
        passed,
        wanted=frozenset(_wanted(probe.expect.addresses, scene, vantage) if probe.expect.addresses else ()),
        miscounted=_miscounted(probe.expect, findings, found),
    )
    expected = "; ".join(words for words, _held in findings)
    return Row(source, f"{probe.type} {name}", expected, ending, passed, evidence)


def look_up(cluster: Cluster, source: Vantage, name: str, record_type: str) -> Found:
    """Ask for a name along the search list until something is found.

    Each question travels through the cluster's network to the nameserver, so that a broken DNS Service shows.
    """
    ask = _through(cluster, source)
    conf = resolv_conf(cluster.state, source)
    queries = 0
    replies: list[Answer] = []
    last: Answer | NoAnswer = NoAnswer.REFUSED
    for full in candidates(name, conf):
        for nameserver in conf.nameservers:
            queries += 1
            last = ask(nameserver, Question(full, record_type))
            replies += [last] if isinstance(last, Answer) else []
            if isinstance(last, Answer) and last.answers:
                return Found(last, queries, tuple(replies), conf.nameservers)
            if isinstance(last, Answer) and last.rcode in {"NOERROR", "NXDOMAIN"}:
                break
        if not isinstance(last, Answer):
            break
    return Found(last, queries, tuple(replies), conf.nameservers)


def _through(cluster: Cluster, source: Vantage) -> Ask:
    def ask(nameserver: str, question: Question) -> Answer | NoAnswer:
        delivery = cluster.connect(query(source, nameserver))
        return reply(cluster.state, nameserver, delivery, question)

    return ask


def in_words(found: Found) -> str:
    """The end of a lookup in one line."""
    answer = found.answer
    if answer is None:
        return _("no reply from the nameserver: {trouble}", trouble=found.reply)
    if answer.answers:
        return several(f"{record.type} {record.data}" for record in answer.answers)
    return _("no such name (NXDOMAIN)") if answer.rcode == "NXDOMAIN" else _("no records ({rcode})", rcode=answer.rcode)


Finding = tuple[str, bool]


def _addresses(expect: LookupExpect, scene: Scene, source: Vantage, found: Found) -> Finding | None:
    if expect.addresses is None:
        return None
    wanted = _wanted(expect.addresses, scene, source)
    seen = found.answer.addresses if found.answer else ()
    return _("addresses {addresses}", addresses=several(sorted(wanted))), bool(wanted) and sorted(seen) == sorted(
        wanted
    )


def _wanted(addresses: Addresses, scene: Scene, source: Vantage) -> list[str]:
    wanted = [fill(text, scene.state) for text in addresses.listed]
    if addresses.service:
        wanted.append(fill(f"{{clusterIP:{addresses.service}}}", scene.state))
    if addresses.pods:
        wanted += [pod.ip for pod in pods_serving(scene.state, scene.cast, addresses.pods, source)]
    return wanted


def _cname(expect: LookupExpect, _scene: Scene, _source: Vantage, found: Found) -> Finding | None:
    if not expect.cname:
        return None
    records = found.answer.answers if found.answer else ()
    seen = {record.data.rstrip(".").lower() for record in records if record.type == "CNAME"}
    return _("an alias of {names}", names=expect.cname), expect.cname.rstrip(".").lower() in seen


def _srv(expect: LookupExpect, scene: Scene, _source: Vantage, found: Found) -> Finding | None:
    if not expect.srv:
        return None
    wanted = sorted(text.rstrip(".") for entry in expect.srv for text in _srv_records(entry, scene.state))
    records = found.answer.answers if found.answer else ()
    seen = sorted(" ".join(record.data.split()[2:]).rstrip(".") for record in records if record.type == "SRV")
    return f"SRV {several(wanted)}", bool(wanted) and seen == wanted


def _srv_records(entry: str, state: State) -> list[str]:
    """The records that an entry means: one for each ready pod where it names a workload's."""
    before, named, rest = entry.partition("{podHost:")
    place, _, behind = rest.partition("}")
    if not named:
        return [fill(entry, state)]
    namespace, _, name = place.partition("/")
    ready = [pod for pod in pods_of_workload(state, namespace, name) if pod.ready]
    return [fill(f"{before}{dns_label(pod)}{behind}", state) for pod in ready]


def _rcode(expect: LookupExpect, _scene: Scene, _source: Vantage, found: Found) -> Finding | None:
    if not expect.rcode:
        return None
    return expect.rcode, found.answer is not None and found.answer.rcode == expect.rcode


def _queries(expect: LookupExpect, _scene: Scene, _source: Vantage, found: Found) -> Finding | None:
    if not expect.queries:
        return None
    told = ngettext("found with {n} question", "found with {n} questions", expect.queries)
    return told, found.queries == expect.queries


def _miscounted(expect: LookupExpect, findings: list[Finding], found: Found) -> bool:
    """Whether nothing but the number of questions is amiss, which is checked last."""
    ended_well = bool(found.answer and found.answer.answers) or bool(expect.rcode)
    others = findings[:-1] if expect.queries else findings
    return ended_well and all(held for _words, held in others) and not all(held for _words, held in findings)


_CHECKS: tuple[Callable[[LookupExpect, Scene, Vantage, Found], Finding | None], ...] = (
    _addresses,
    _cname,
    _srv,
    _rcode,
    _queries,
)
