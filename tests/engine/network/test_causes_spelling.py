"""Why a host name has no address: it is not put together as names of Services are."""

from __future__ import annotations

import pytest
from tests.engine.network.faults import WEB, Fault, check, headless
from tests.engine.network.scenes import pod, service

FAULTS = [
    Fault(
        "svc-missing-in-name",
        [WEB, service()],
        "web.default.cluster.local",
        "web.default.cluster.local lacks the part svc between the namespace default and the zone cluster.local",
    ),
    Fault(
        "name-in-other-zone",
        [WEB, service()],
        "web.default.svc.cluster.test",
        "Service default/web is there, but this cluster's zone is cluster.local, not cluster.test",
    ),
    Fault(
        "name-wrong-way-round",
        [service("ledger", namespace="pay")],
        "pay.ledger",
        "pay.ledger is the wrong way round for Service pay/ledger: a name reads SERVICE.NAMESPACE",
    ),
    Fault(
        "name-wrong-way-round",
        [service("ledger", namespace="pay")],
        "pay.ledger.svc.cluster.local",
        "pay.ledger is the wrong way round for Service pay/ledger: a name reads SERVICE.NAMESPACE",
    ),
    Fault(
        "svc-misspelled-in-name",
        [WEB, service()],
        "web.default.service.cluster.local",
        "web.default.service.cluster.local says service where the names of Services say svc",
    ),
    Fault(
        "name-of-namespace",
        [WEB, service()],
        "default.svc.cluster.local",
        "default is a namespace: the names of its Services read SERVICE.default",
    ),
    Fault(
        "name-of-address",
        [WEB, headless()],
        "10.244.1.101.web.default.svc.cluster.local",
        "in a name an address is one part, with dashes: 10-244-1-101",
    ),
    Fault(
        "name-of-address",
        [WEB, service()],
        "web.default.pod.cluster.local",
        "below pod DNS has addresses with dashes, such as 10-244-1-5, and web is none",
    ),
    Fault(
        "unknown-name",
        [WEB, service()],
        "fd00-10--5.shpo.pod.cluster.local",
        "no name server that was asked knows fd00-10--5.shpo.pod.cluster.local",
    ),
    Fault(
        "no-such-namespace",
        [service(namespace="shop")],
        "web.shpo",
        "there is no namespace shpo; a Service web is in shop",
    ),
    Fault(
        "name-of-workload",
        [WEB],
        "web-1",
        "web-1 is a Pod, and DNS has names for Services: namespace default has no Service web-1",
    ),
    Fault(
        "no-such-endpoint-name",
        [WEB, headless()],
        "web-1.web",
        "pod web-1 has no name under Service default/web: it has no subdomain",
    ),
    Fault(
        "no-such-endpoint-name",
        [pod("web-1", ready=False, hostname="web-1", subdomain="web"), pod("web-2"), headless()],
        "web-1.web.default.svc.cluster.local",
        "pod web-1 is not ready, and Service default/web gives names to ready pods only",
    ),
    Fault(
        "no-such-endpoint-name",
        [WEB, headless()],
        "web-9.web",
        "Service default/web has no endpoint with the host name web-9",
    ),
    *(
        Fault(
            "no-service-for-subdomain",
            [pod("db-0", hostname="db-0", subdomain="peers")],
            name,
            "pod db-0 has the subdomain peers, but namespace default has no Service peers to name it",
        )
        for name in ("db-0.peers", "db-0.peers.default", "db-0.peers.default.svc.cluster.local")
    ),
    Fault(
        "no-service-for-subdomain",
        [pod("db-0", hostname="db-0", subdomain="peers", namespace="data")],
        "db-0.peers.data",
        "pod db-0 has the subdomain peers, but namespace data has no Service peers to name it",
    ),
    Fault(
        "no-service-for-subdomain",
        [pod("db-0", hostname="db-0", subdomain="peers"), service("db-0")],
        "db-0.peers",
        "pod db-0 has the subdomain peers, but namespace default has no Service peers to name it",
    ),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.code}-{fault.to}")
def test_root_cause(fault: Fault) -> None:
    check(fault)
