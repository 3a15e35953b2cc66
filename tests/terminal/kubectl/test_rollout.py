from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl

from svcquest.model import kinds
from svcquest.model.resource import Resource
from svcquest.terminal.kubectl import wait


@pytest.fixture
def web(kubectl: Kubectl) -> Kubectl:
    kubectl("create deployment web --image=nginx:1 --replicas=2 --port=80")
    kubectl("set image deploy/web nginx=nginx:2")
    return kubectl


def image(web: Kubectl) -> str:
    return web("get deploy web -o jsonpath='{.spec.template.spec.containers[0].image}'")


def test_status_of_a_complete_rollout(web: Kubectl) -> None:
    assert web("rollout status deploy/web") == 'deployment "web" successfully rolled out\n'


def test_history_and_one_revision(web: Kubectl) -> None:
    assert web("rollout history deploy/web") == (
        "deployment.apps/web \nREVISION  CHANGE-CAUSE\n1         <none>\n2         <none>\n\n"
    )
    shown = web("rollout history deploy/web --revision=1")
    assert shown.startswith(
        "deployment.apps/web with revision #1\nPod Template:\n  Labels:\tapp=web\n\tpod-template-hash="
    )
    assert "    Image:\tnginx:1\n    Port:\t80/TCP\n" in shown


def test_undo_goes_back_and_makes_a_new_revision(web: Kubectl) -> None:
    assert web("rollout undo deploy/web") == "deployment.apps/web rolled back\n"
    assert image(web) == "nginx:1"
    assert web("rollout undo deploy/web --to-revision=3") == (
        "deployment.apps/web skipped rollback (current template already matches revision 3)\n"
    )
    assert web("rollout undo deploy/web --to-revision=2") == "deployment.apps/web rolled back\n"
    assert image(web) == "nginx:2"


def test_restart_replaces_all_pods(web: Kubectl) -> None:
    before = set(web("get pods -o name").split())
    assert web("rollout restart deploy/web") == "deployment.apps/web restarted\n"
    web("rollout status deploy/web")
    assert before.isdisjoint(web("get pods --field-selector=status.phase=Running -o name").split())


def test_a_paused_rollout_waits_until_it_is_resumed(web: Kubectl) -> None:
    assert web("rollout pause deploy/web") == "deployment.apps/web paused\n"
    assert web.fails("rollout pause deploy/web") == 'error: deployments.apps "web" is already paused\n'
    assert "can't restart paused deployment" in web.fails("rollout restart deploy/web")
    assert web("rollout resume deploy/web") == "deployment.apps/web resumed\n"
    assert web.fails("rollout resume deploy/web") == 'error: deployments.apps "web" is not paused\n'


def test_a_rollout_that_cannot_end_is_told_step_by_step(web: Kubectl) -> None:
    web("scale deploy web --replicas=3")
    patch = '{"spec":{"template":{"metadata":{"annotations":{"svcquest/ready":"false"}}}}}'
    web(f"patch deploy web -p '{patch}'")
    outcome = web.run("rollout status deploy/web --timeout=20s")
    assert outcome.exit == 1
    assert outcome.stdout.startswith('Waiting for deployment "web" rollout to finish: ')
    assert outcome.stderr == "error: timed out waiting for the condition\n"
    assert web("rollout status deploy/web --watch=false").count("\n") == 1


def test_other_workloads(kubectl: Kubectl) -> None:
    workload = """\
apiVersion: apps/v1
kind: KIND
metadata: {name: w}
spec:
  selector: {matchLabels: {app: w}}
  template: {metadata: {labels: {app: w}}, spec: {containers: [{name: c, image: nginx}]}}
"""
    kubectl.write("ds.yaml", workload.replace("KIND", "DaemonSet"))
    kubectl.write(
        "sts.yaml", workload.replace("KIND", "StatefulSet").replace("spec:\n", "spec:\n  serviceName: w\n", 1)
    )
    kubectl("apply -f ds.yaml -f sts.yaml")
    assert kubectl("rollout status ds/w") == 'daemon set "w" successfully rolled out\n'
    assert kubectl("rollout status sts/w").startswith("statefulset rolling update complete 1 pods at revision w-")
    assert kubectl("rollout restart sts/w ds/w").splitlines() == [
        "statefulset.apps/w restarted",
        "daemonset.apps/w restarted",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("status svc/kubernetes", "error: no status viewer has been implemented for Service\n"),
        (
            "history svc/kubernetes",
            'error: error retrieving history for "Service", no visitor method exists for { Service}\n',
        ),
        ("history deploy/web --revision=-1", "error: revision must be a positive integer: -1\n"),
        (
            "undo svc/kubernetes",
            'error: error retrieving rollbacker for "Service", no visitor method exists for { Service}\n',
        ),
        ("restart svc/kubernetes", 'error: services "kubernetes" restarting is not supported\n'),
        ("pause svc/kubernetes", 'error: services "kubernetes" pausing is not supported\n'),
        ("undo deploy/web --to-revision=9", "error: unable to find specified revision 9 in history\n"),
        ("history deploy/web --revision=9", "error: unable to find the specified revision\n"),
        ("status", "error: required resource not specified\n"),
    ],
)
def test_what_rollout_refuses(web: Kubectl, line: str, message: str) -> None:
    assert web.fails(f"rollout {line}") == message


# wait ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("--for=condition=Available deploy/web", "deployment.apps/web condition met\n"),
        ("--for=condition=available=true deploy/web", "deployment.apps/web condition met\n"),
        ("--for=jsonpath='{.status.readyReplicas}'=2 deploy/web", "deployment.apps/web condition met\n"),
        ("--for=jsonpath='{.status.readyReplicas}' deploy/web", "deployment.apps/web condition met\n"),
        ("--for=jsonpath=.spec.replicas=2 deploy/web", "deployment.apps/web condition met\n"),
        ("--for=create deploy/web", "deployment.apps/web condition met\n"),
        ("--for='jsonpath={.status.conditions[?(@.type==\"Available\")].status}=True' deploy/web",
         "deployment.apps/web condition met\n"),
        ("--for=jsonpath='{.status.conditions}' deploy/web", "deployment.apps/web condition met\n"),
        ("--for=delete pod/nope", ""),
    ],
)  # fmt: skip
def test_what_is_waited_for(web: Kubectl, line: str, printed: str) -> None:
    assert web(f"wait {line}") == printed


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--for=condition=Ready=False deploy/web --timeout=1s",
         "error: timed out waiting for the condition on deployments/web\n"),
        ("--for=jsonpath='{.spec.replicas}'=9 deploy/web --timeout=0s",
         "error: condition not met for deployments/web\n"),
        ("--for=delete deploy/web --timeout=0s", "error: condition not met for deployments/web\n"),
        ("--for=delete deploy/web --timeout=1s", "error: timed out waiting for the condition on deployments/web\n"),
        ("--for=create pod/nope --timeout=2s", "error: timed out waiting for the condition\n"),
        ("--for=jsonpath={.a}=b=c deploy/web",
         "error: jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or "
         "--for=jsonpath='{.status.readyReplicas}'\n"),
        ("--for=jsonpath={.a}= deploy/web",
         "error: jsonpath wait has to have a value after equal sign, like "
         "--for=jsonpath='{.status.readyReplicas}'=3\n"),
        ("--for=jsonpath={.a deploy/web",
         "error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or "
         "'{.name1.name2}'\n"),
        ("--for=jsonpath={.status[} deploy/web", "error: unterminated array\n"),
        ("--for=jsonpath={.status.conditions[*].status}=True deploy/web",
         "error: given jsonpath expression matches more than one value\n"),
        ("--for=jsonpath={.status.conditions}=True deploy/web",
         "error: jsonpath leads to a nested object or list which is not supported\n"),
        ("--for=condition=Ready pod -l app=none", "error: no matching resources found\n"),
        ("--for=frobnicate deploy/web", 'error: unrecognized condition: "frobnicate"\n'),
        ("deploy/web", 'error: unrecognized condition: ""\n'),
        ("--for=condition=Ready pod/nope", 'Error from server (NotFound): pods "nope" not found\n'),
    ],
)  # fmt: skip
def test_what_does_not_come(web: Kubectl, line: str, message: str) -> None:
    assert web.fails(f"wait {line}") == message


def test_a_wait_in_vain_takes_as_long_as_it_says(web: Kubectl) -> None:
    before = web.terminal.cluster.state.now
    web.fails("wait --for=condition=Ready=False deploy/web --timeout=70s")
    assert web.terminal.cluster.state.now == before + 70


def test_conditions_of_an_earlier_generation_do_not_count(web: Kubectl) -> None:
    now = web.terminal.cluster.get(kinds.DEPLOYMENT, "default", "web")
    assert now is not None
    newer = {**now.metadata, "generation": now.status["observedGeneration"] + 1}
    available = wait.check_of("condition=Available")
    assert available(now)
    assert not available(Resource(kinds.DEPLOYMENT, "default", "web", {**now.tree, "metadata": newer}))


def test_a_pod_that_is_going_is_waited_for_until_it_is_gone(kubectl: Kubectl) -> None:
    kubectl("run slow --image=nginx")
    kubectl("annotate pod slow svcquest/linger=5")
    kubectl("delete pod slow --wait=false")
    assert kubectl("wait --for=delete pod/slow") == "pod/slow condition met\n"
    assert "NotFound" in kubectl.fails("get pod slow")


def test_a_dry_run_of_undo_shows_the_pods_that_there_would_be(web: Kubectl) -> None:
    shown = web("rollout undo deploy/web --dry-run=client")
    assert shown.startswith("deployment.apps/web Pod Template:\n  Labels:\tapp=web\n\tpod-template-hash=")
    assert shown.endswith("  Tolerations:\t<none>\n (dry run)\n")
    assert web("rollout undo deploy/web --dry-run=server") == "deployment.apps/web rolled back (server dry run)\n"
    assert web("rollout history deploy/web").count("<none>") == 2


def test_history_as_objects(web: Kubectl) -> None:
    first, second = web("rollout history deploy/web -o name").split()
    assert first.startswith("replicaset.apps/web-")
    assert web("rollout history deploy/web --revision=2 -o name") == f"{second}\n"
    assert web.fails("rollout history deploy/web --revision=9 -o name") == (
        "error: unable to find the specified revision\n"
    )


def test_status_holds_to_a_revision(web: Kubectl) -> None:
    assert web("rollout status deploy/web --revision=2").endswith("successfully rolled out\n")
    assert web.fails("rollout status deploy/web --revision=1") == (
        "error: desired revision (1) is different from the running revision (2)\n"
    )
    assert web.fails("rollout status deploy/web --revision=-1") == "error: revision must be a positive integer: -1\n"


@pytest.mark.parametrize("verb", ["status", "restart", "pause", "resume"])
def test_nothing_to_roll_out_is_told(web: Kubectl, verb: str) -> None:
    outcome = web.run(f"rollout {verb} deploy -l app=nope")
    assert (outcome.exit, outcome.stdout) == (0, "")
    assert outcome.stderr == "No resources found in default namespace.\n"


def test_the_cause_of_a_change_goes_back_with_it(web: Kubectl) -> None:
    web("annotate deploy/web kubernetes.io/change-cause=one")
    web("set image deploy/web nginx=nginx:3")
    web("annotate deploy/web kubernetes.io/change-cause=two --overwrite")
    web("rollout undo deploy/web")
    assert web("rollout history deploy/web").splitlines()[3:5] == ["3         two", "4         one"]
    assert "Annotations:\tkubernetes.io/change-cause: two\n" in web("rollout history deploy/web --revision=3")


@pytest.mark.parametrize(
    ("verb", "message"),
    [
        ("history", 'no history viewer has been implemented for "ReplicaSet.apps"'),
        ("undo", 'no rollbacker has been implemented for "ReplicaSet.apps"'),
        ("status", "no status viewer has been implemented for ReplicaSet.apps"),
    ],
)
def test_kinds_are_named_with_their_group(web: Kubectl, verb: str, message: str) -> None:
    name = web("get rs -o jsonpath='{.items[0].metadata.name}'")
    assert web.fails(f"rollout {verb} rs/{name}") == f"error: {message}\n"


def test_a_second_restart_at_the_same_moment_replaces_the_pods_again(web: Kubectl) -> None:
    shown = []
    for _ in range(3):
        web("rollout restart deploy/web")
        shown.append(web("get pods -l app=web -o name"))
    assert len(set(shown)) == 3
