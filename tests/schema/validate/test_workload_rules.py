"""Rules for what makes pods: Deployments, StatefulSets and their like."""

from __future__ import annotations

from typing import Any

import pytest
from tests.schema.validate.objects import CONTAINERS, LABELS, RIGHT, assert_heads, causes, made

from svcquest.model import kinds
from svcquest.model.kinds import Kind
from svcquest.model.tree import Tree
from svcquest.schema.validate import validate_update


def workload(**spec: Any) -> Tree:
    return {"spec": {**RIGHT["Deployment"]["spec"], **spec}}


MISMATCH = "`selector` does not match template `labels`"


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (
            kinds.DEPLOYMENT,
            workload(selector={"matchLabels": {"app": "d"}}),
            [f'spec.template.metadata.labels: Invalid value: {{"app":"web"}}: {MISMATCH}'],
        ),
        (
            kinds.DEPLOYMENT,
            {"spec": {"template": RIGHT["Deployment"]["spec"]["template"]}},
            [
                "spec.selector: Required value",
                f'spec.template.metadata.labels: Invalid value: {{"app":"web"}}: {MISMATCH}',
            ],
        ),
        (
            kinds.DEPLOYMENT,
            workload(replicas=-1),
            ["spec.replicas: Invalid value: -1: must be greater than or equal to 0"],
        ),
        (
            kinds.DEPLOYMENT,
            workload(selector={}),
            ["spec.selector: Invalid value: {}: empty selector is invalid for deployment"],
        ),
        (
            kinds.STATEFULSET,
            workload(selector={}),
            ["spec.selector: Invalid value: {}: empty selector is invalid for statefulset"],
        ),
        (
            kinds.DEPLOYMENT,
            workload(selector={"matchExpressions": [{"key": "app", "operator": "In"}]}),
            [
                "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In'",
                'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"In"}]}: invalid label sel',
            ],
        ),
        (
            kinds.DEPLOYMENT,
            workload(selector={"matchExpressions": [{"key": "app", "operator": "Exists", "values": ["x"]}]}),
            [
                "spec.selector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists'",
                'spec.selector: Invalid value: {"matchExpressions":[{"key":"app","operator":"Exists","values":["x"]}]}',
            ],
        ),
        (
            kinds.DEPLOYMENT,
            workload(template={**LABELS, "spec": {"containers": CONTAINERS, "restartPolicy": "Never"}}),
            ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"'],
        ),
        (
            kinds.DEPLOYMENT,
            workload(strategy={"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "web", "maxUnavailable": -1}}),
            [
                "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: -1: must be greater than or equal to 0",
                'spec.strategy.rollingUpdate.maxSurge: Invalid value: "web": a valid percent string must be a numeric',
            ],
        ),
        (
            kinds.DEPLOYMENT,
            workload(strategy={"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": "0%"}}),
            ['spec.strategy.rollingUpdate.maxUnavailable: Invalid value: "0%": may not be 0 when `maxSurge` is 0'],
        ),
        (
            kinds.DEPLOYMENT,
            workload(strategy={"type": "Recreate", "rollingUpdate": {"maxSurge": 1}}),
            ["spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"],
        ),
        (
            kinds.DAEMONSET,
            workload(updateStrategy={"type": "Sometimes"}),
            [
                'spec.updateStrategy: Unsupported value: {"Type":"Sometimes","RollingUpdate":null}: supported values: '
                '"RollingUpdate", "OnDelete"'
            ],
        ),
        (
            kinds.DAEMONSET,
            {"spec": {"template": RIGHT["Deployment"]["spec"]["template"]}},
            [f'spec.template.metadata.labels: Invalid value: {{"app":"web"}}: {MISMATCH}'],
        ),
        (
            kinds.DAEMONSET,
            workload(updateStrategy={"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}}),
            ["spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non"],
        ),
        (
            kinds.DEPLOYMENT,
            workload(progressDeadlineSeconds=0),
            ["spec.progressDeadlineSeconds: Invalid value: 0: must be greater than minReadySeconds"],
        ),
        (
            kinds.DEPLOYMENT,
            workload(strategy={"type": "Foo", "rollingUpdate": {"maxSurge": 1}}),
            ['spec.strategy: Unsupported value: {"Type":"Foo","RollingUpdate":{"MaxSurge":1}}: supported values: "Rec'],
        ),
        (
            kinds.STATEFULSET,
            workload(podManagementPolicy="X", updateStrategy={"type": "Y"}, selector={"matchLabels": {"a": "b c"}}),
            [
                "spec.podManagementPolicy: Invalid value: \"X\": must be 'OrderedReady' or 'Parallel'",
                'spec.updateStrategy: Invalid value: {"Type":"Y","RollingUpdate":null}: must be \'RollingUpdate\' or ',
                'spec.selector.matchLabels: Invalid value: "b c": a valid label must be an empty string or consist of ',
                'spec.selector: Invalid value: {"matchLabels":{"a":"b c"}}',
            ],
        ),
        (
            kinds.REPLICATIONCONTROLLER,
            {"spec": {"template": {"spec": {"containers": CONTAINERS}}}},
            ["spec.selector: Required value"],
        ),
    ],
)
def test_workloads(kind: Kind, fields: Tree, expected: list[str]) -> None:
    assert_heads(causes(kind, **fields), expected)


@pytest.mark.parametrize("kind", [kinds.DEPLOYMENT, kinds.REPLICASET, kinds.DAEMONSET], ids=str)
def test_selectors_are_settled(kind: Kind) -> None:
    other = {"matchLabels": {"app": "b"}}
    template = {"metadata": {"labels": {"app": "b"}}, "spec": {"containers": CONTAINERS}}
    new, old = made(kind, **workload(selector=other, template=template)), made(kind, **workload())
    assert [str(cause) for cause in validate_update(kind, new, old)] == [
        'spec.selector: Invalid value: {"matchLabels":{"app":"b"}}: field is immutable'
    ]


def test_a_stateful_set_keeps_its_service() -> None:
    new, old = (
        made(kinds.STATEFULSET, **workload(serviceName="b")),
        made(kinds.STATEFULSET, **workload(serviceName="a")),
    )
    assert [str(cause) for cause in validate_update(kinds.STATEFULSET, new, old)] == [
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
        "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' "
        "are forbidden"
    ]
