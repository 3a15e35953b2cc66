"""One thing of the cluster picture in two lines: what a glance at it asks for, before ``describe`` tells all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content

from svcquest.game.picture import ClusterPicture, PodPicture, ServicePicture
from svcquest.model.language import _, ngettext
from svcquest.tui.drawing import Item
from svcquest.tui.glyphs import Glyphs
from svcquest.tui.labels import misses
from svcquest.tui.text import join, plain, worded

_NAMES_SHOWN = 3
_MISSED_SHOWN = 2


def detail(picture: ClusterPicture, item: Item, glyphs: Glyphs) -> Content:
    """What is under the cursor; empty when it is gone."""
    if item.kind == "service":
        service = next((each for each in picture.services if each.key == item.key), None)
        return _service(service) if service else Content("")
    if item.kind == "node":
        return _node(picture, item.key[1])
    wanted = set(item.pods) or {item.key}
    pods = [pod for pod in picture.pods if pod.key in wanted]
    return _pods(pods, picture.services, glyphs) if pods else Content("")


def _service(service: ServicePicture) -> Content:
    used = sum(edge.used for edge in service.edges)
    told = _("traffic goes to {used} of {endpoints} endpoints", used=used, endpoints=len(service.edges))
    first = join((service.dns, "bold"), (f"  {told}", "$dim"))
    if service.type == "ExternalName":
        second = plain(_("an alias of {names}", names=", ".join(service.external)), "$dim")
    elif not service.selector:
        second = plain(_("no selector: somebody else has to write its endpoints"), "$dim")
    else:
        pairs = ", ".join(f"{key}={value}" for key, value in service.selector)
        told = _("selects pods of {namespace} that carry {labels}")
        second = worded(told, "$dim", namespace=service.namespace, labels=(pairs, "$service"))
    return Content("\n").join([first, second])


def _node(picture: ClusterPicture, name: str) -> Content:
    node = next((each for each in picture.nodes if each.name == name), None)
    if node is None:
        return Content("")
    ready = sum(pod.ready for pod in node.pods)
    state = _("ready") if node.ready else _("not ready")
    pods = ngettext("{n} pod, {ready} ready", "{n} pods, {ready} ready", len(node.pods), ready=ready)
    first = join((node.name, "bold"), (f"  {node.ip}  {state}", "$dim"))
    return Content("\n").join(
        [
            first,
            plain(pods, "$dim"),
        ]
    )


def _pods(pods: Sequence[PodPicture], services: Iterable[ServicePicture], glyphs: Glyphs) -> Content:
    """Of a line of pods: they are alike in all but name and address."""
    pod = pods[0]
    if len(pods) == 1:
        ip, node = pod.ip or _("no address yet"), pod.node or _("no node yet")
        where = _("{ip} on {node}, of {owner}", ip=ip, node=node, owner=pod.owner)
        first = join((pod.name, "bold"), (f"  {where}", "$dim"))
    else:
        names = ", ".join(each.name for each in pods[:_NAMES_SHOWN])
        if len(pods) > _NAMES_SHOWN:
            names = _("{items} and {n} more", items=names, n=len(pods) - _NAMES_SHOWN)
        told = ngettext("{n} pod of {owner}", "{n} pods of {owner}", len(pods), owner=pod.owner)
        first = join((f"{told}  ", "bold"), (names, "$dim"))
    return Content("\n").join(
        [first, _labels(pod, [each for each in services if each.namespace == pod.namespace], glyphs)]
    )


def _labels(pod: PodPicture, services: Sequence[ServicePicture], glyphs: Glyphs) -> Content:
    """The labels; those that a Service asks for stand out. Then who selects the pod and who almost does."""
    asked = {pair for service in services for pair in service.selector}
    pairs = [plain(f"{key}={value}", "$ok" if (key, value) in asked else "") for key, value in pod.telling]
    said = [Content(" ").join(pairs) if pairs else plain(_("no labels"), "$dim")]
    missed = [(service, misses(pod, service.selector)) for service in services if service.selector]
    by = [service.name for service, wrong in missed if not wrong]
    if by:
        services_by = (", ".join(by), "$service")
        said.append(
            worded(_("{sign} selected by {services}"), "$dim", sign=(glyphs.passed, "$dim"), services=services_by)
        )
    near = [
        (service, wrong[0])
        for service, wrong in missed
        if len(wrong) == 1 and _close(pod, service) and not (by and service.edges)
    ]
    for service, miss in near[:_MISSED_SHOWN]:
        pair = (f"{miss.key}={miss.wanted}", "$warn")
        wants = worded(_("{service} wants {label}"), "$warn", service=(service.name, "$service"), label=pair)
        said.append(join((f"{glyphs.mismatch} ", "$warn"), wants))
    return Content("  ").join(said)


def _close(pod: PodPicture, service: ServicePicture) -> bool:
    """Whether a pod that one pair keeps out is worth telling: the rest matches, or it looks like a slip."""
    return len(service.selector) > 1 or any((miss.namespace, miss.name) == pod.key for miss in service.near_misses)
