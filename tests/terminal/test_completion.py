from __future__ import annotations

import pytest
from tests.terminal.kubectl.scene import open_shop


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("kubectl explain svc.spec.sess", ("svc.spec.sessionAffinity", "svc.spec.sessionAffinityConfig")),
        ("kubectl explain svc.spec.ports.t", ("svc.spec.ports.targetPort",)),
        ("kubectl explain ing.spec.rules.h", ("ing.spec.rules.host", "ing.spec.rules.http")),
        ("kubectl explain svc.nope.x", ()),
        ("kubectl explain svc.spec.type.x", ()),
        ("kubectl explain lease.spec.x", ()),
        ("kubectl explain endpointsl", ("endpointslice", "endpointslices")),
        ("kubectl explain --rec", ("--recursive",)),
    ],
)
def test_fields_are_completed_for_explain(line: str, words: tuple[str, ...]) -> None:
    assert open_shop().complete(line)[1] == words
