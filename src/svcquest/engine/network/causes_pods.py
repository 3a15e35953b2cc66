"""Why a pod did not take a packet at that port: the selector, the targetPort or the pod itself."""

from __future__ import annotations

from svcquest.engine.generated_names import workload_in
from svcquest.engine.network.case import Case, Cause, Finding
from svcquest.engine.network.phrases import called, describe, describe_pod, heard, listed, pairs, pods_of, slices_of
from svcquest.engine.network.selecting import selected
from svcquest.engine.network.unready import why_ready
from svcquest.model.kinds import POD, SERVICE
from svcquest.model.net import ListenerHop
from svcquest.model.objects import Pod, Service
from svcquest.model.selectors import contains


def _published_unready(case: Case) -> Finding | None:
    """A pod that is no endpoint but for publishNotReadyAddresses."""
    hop, pod, service = case.unheard, case.owner.pod, case.service or case.named_service
    if hop is None or pod is None or pod.ready or service is None or not service.publish_not_ready:
        return None
    if hop.listeners and not any(_hears(each, hop) for each in selected(case.state, service)):
        return None
    why = f"{hop.where} does not listen on {hop.port}/{hop.protocol} and is not ready; {called(service)} has"
    return f"{why} publishNotReadyAddresses, so it is an endpoint all the same", describe_pod(pod)


def _chosen(case: Case) -> tuple[ListenerHop, Pod, Service] | None:
    """Where nothing listened, the pod that this was in, and the Service whose selector had chosen the pod."""
    hop, pod, routes = case.unheard, case.owner.pod, case.routes
    if hop is None or pod is None or routes is None or not routes.service.selector:
        return None
    return hop, pod, routes.service


def _deaf(case: Case) -> Finding | None:
    """A pod that has stopped listening where the others of its workload do, and still is an endpoint."""
    chosen = _chosen(case)
    if chosen is None:
        return None
    hop, pod, service = chosen
    workload = workload_in(pod.name)
    kin = [each for each in selected(case.state, service) if workload_in(each.name) == workload]
    if not any(_hears(each, hop) for each in kin):
        return None
    why = f"{hop.where} listens on {heard(hop)}, not on {hop.port} like others of {workload}, and counts as ready"
    return f"{why}: {why_ready(case.state, pod)}", describe_pod(pod)


def _stranger(case: Case) -> Finding | None:
    """A pod of another workload, which the selector matches along with those that do listen there."""
    chosen = _chosen(case)
    if chosen is None:
        return None
    hop, _, service = chosen
    others = sorted({workload_in(each.name) for each in selected(case.state, service) if _hears(each, hop)})
    if not others:
        return None
    why = f"selector {pairs(service.selector)} of {called(service)} matches {hop.where} too, which listens on"
    return f"{why} {heard(hop)}, not on {hop.port} like {listed(others)}", pods_of(service)


def _wrong_pods(case: Case) -> Finding | None:
    """A selector that matches none of the pods that listen there: no port could be the right one for those it has."""
    chosen = _chosen(case)
    if chosen is None:
        return None
    hop, _, service = chosen
    matched = selected(case.state, service)
    keys = {(each.namespace, each.name) for each in matched}
    others: list[Pod] = [each.view for each in case.state.select(POD, service.namespace) if each.key not in keys]
    meant = {workload_in(each.name) for each in others if each.alive and _hears(each, hop)}
    names = {workload_in(each.name) for each in matched}
    idle = not any(each.listeners or each.ports for each in matched)
    if not meant or service.name in names or not (idle or service.name in meant):
        return None
    why = f"selector {pairs(service.selector)} of {called(service)} matches {hop.where}, which listens on {heard(hop)}"
    whose = service.name if service.name in meant else listed(sorted(meant))
    return (
        f"{why}; pods of {whose} listen on {hop.port}/{hop.protocol}",
        f"kubectl get pods -n {service.namespace} --show-labels",
    )


def _target_port(case: Case) -> Finding | None:
    hop = case.unheard
    if hop is None or case.routes is None:
        return None
    service = case.routes.service
    if not service.selector:
        why = f"an endpoint of {called(service)} names port {hop.port}, but {hop.where} listens on {heard(hop)}"
        return why, slices_of(service)
    name, pod, where = case.routes.port.target, case.owner.pod, hop.where
    if pod is None and case.backend is not None and case.backend.pod is not None:
        where = f"pod {'/'.join(case.backend.pod)}, on the network of {hop.where},"
    declared = pod is not None and any((each.port, each.protocol) == (hop.port, hop.protocol) for each in pod.ports)
    if pod is not None and declared:
        to = f"the port named {name}" if isinstance(name, str) else f"port {name}"
        as_number = f" as {hop.port}" if isinstance(name, str) else ""
        why = f"{called(service)} sends to {to}, which {hop.where} declares{as_number}, but it listens on {heard(hop)}"
        return why, f"kubectl logs {pod.name} -n {pod.namespace}"
    why = f"{called(service)} sends to port {hop.port} of its pods, but {where} listens on {heard(hop)}"
    return why, describe(service)


def _service_port_on_pod(case: Case) -> Finding | None:
    """A port of a Service, dialled at one of its pods, which has another one for it."""
    hop, pod, wanted = case.unheard, case.owner.pod, case.request
    if hop is None or pod is None or case.routes is not None:
        return None
    for each in case.state.select(SERVICE, pod.namespace):
        service: Service = each.view
        if not service.selector or service.headless or not contains(service.selector, pod.labels):
            continue
        for port in service.ports:
            if port.protocol == wanted.protocol and wanted.port in {port.port, port.node_port}:
                whose = "the port" if port.port == wanted.port else "a node port"
                why = f"{wanted.port} is {whose} of {called(service)}; the pods themselves listen on {heard(hop)}"
                return why, describe(service)
    return None


def _hears(pod: Pod, hop: ListenerHop) -> bool:
    """Whether a pod listens where another one does not."""
    return any((each.port, each.protocol) == (hop.port, hop.protocol) for each in pod.listening)


POD_CAUSES: tuple[Cause, ...] = (
    Cause("published-though-not-ready", _published_unready),
    Cause("pod-does-not-listen", _deaf),
    Cause("selector-matches-others", _stranger),
    Cause("selector-matches-wrong-pods", _wrong_pods),
    Cause("wrong-target-port", _target_port),
    Cause("service-port-on-pod", _service_port_on_pod),
)
