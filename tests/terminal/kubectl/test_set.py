"""kubectl set, and ``--local`` of every command that has it."""

from __future__ import annotations

import pytest
from tests.terminal.kubectl.conftest import Kubectl

TEMPLATE = "{.spec.template.spec.containers[0]"


@pytest.fixture
def web(kubectl: Kubectl) -> Kubectl:
    kubectl("create deployment web --image=nginx --port=80")
    kubectl("expose deployment web")
    kubectl("create configmap colours --from-literal=sky-colour=blue --from-literal=sea=green")
    return kubectl


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("image", "error: You must provide one or more resources by argument or filename.\n"),
        ("image deploy/web", "error: at least one image update is required\n"),
        ("image deploy/web nope=x", 'error: unable to find container named "nope"\n'),
        ("image deploy/web nginx=a '*=b'", "error: all containers are already specified by *, but saw more than one "),
        ("image deploy/web a- ", "error: invalid image format: a-\n"),
        ("image nginx=a deploy/web", "error: all resources must be specified before image changes: deploy/web\n"),
        ("image deploy --all -l a=b nginx=x", "error: cannot set --all and --selector at the same time\n"),
        (
            "image svc/web nginx=x",
            "error: services/web the object is not a pod or does not have a pod template: *v1.Service\n",
        ),
        ("image deploy/nope a=b", 'Error from server (NotFound): deployments.apps "nope" not found\n'),
        (
            "image deploy/web nginx=",
            'error: failed to patch image update to pod template: Deployment.apps "web" is ',
        ),
        ("env", "error: one or more resources must be specified as <resource> <name> or <resource>/<name>\n"),
        ("env deploy/web A=1 A-", "error: can not both modify and remove the same environment variable in the same "),
        ("env deploy/web 1A=1", 'error: "1A" is not a valid key name: a valid environment variable name must '),
        ("env A=1 deploy/web", "error: all resources must be specified before environment changes: A=1 deploy/web\n"),
        (
            "env deploy/web --keys=a",
            "error: when specifying --keys, a configmap or secret must be provided with --from\n",
        ),
        ("env deploy/web --from=svc/web", "error: unsupported resource specified in --from\n"),
        ("env deploy/web --list -o yaml", "error: --list and --output may not be specified together\n"),
        ("resources deploy web", "error: you must specify an update to requests or limits "),
        ("resources deploy web --limits=cpu", "error: Invalid argument syntax cpu, expected <resource>=<value>\n"),
        ("resources deploy web --limits=cpu=x", "error: quantities must match the regular expression "),
        ("resources deploy web -c nope --limits=cpu=1", "error: unable to find container named nope\n"),
        ("serviceaccount", "error: serviceaccount is required\n"),
        ("selector", "error: one selector is required\n"),
        ("selector deploy/web a=b", "error: setting a selector is only supported for Services\n"),
        ("selector svc web 'a in (b,c)'", "error: match expression [{a In [b c]}] not supported on this object\n"),
        (
            "selector svc web a=b --resource-version=1",
            "Error from server (Conflict): Operation cannot be fulfilled on ",
        ),
        ("image deploy/web nginx=x --local", "error: you must specify resources by --filename when --local is set.\n"),
        (
            "image -f - nginx=x --local --dry-run=server",
            "error: cannot specify --local and --dry-run=server - did you mean --dry-run=client?\n",
        ),
    ],
)
def test_what_is_refused(web: Kubectl, line: str, message: str) -> None:
    stdin = web("create deployment web --image=a --dry-run=client -o yaml") if "-f -" in line else None
    assert web.fails(f"set {line}", stdin).startswith(message)


def test_set_env_adds_lists_and_removes(web: Kubectl) -> None:
    assert web("set env deploy/web A=1 B=2") == "deployment.apps/web env updated\n"
    assert web("set env deploy/web A-") == "deployment.apps/web env updated\n"
    assert web("set env deploy/web --list") == "# Deployment web, container nginx\nB=2\n"
    assert web("set env deploy/web B=2") == ""
    assert web("set env deploy/web -e -", "C=3 # three\n\nD=4\n") == "deployment.apps/web env updated\n"
    assert web("set env deploy/web --list").endswith("B=2\nC=3 \nD=4\n")


def test_set_env_refers_to_the_keys_of_a_configmap(web: Kubectl) -> None:
    web("set env deploy/web --from=configmap/colours --prefix=X_ --keys=sky-colour")
    listed = "# Deployment web, container nginx\n"
    assert web("set env deploy/web --list") == f"{listed}# X_SKY_COLOUR from configmap colours, key sky-colour\n"
    assert web("set env deploy/web --list --resolve") == f"{listed}X_SKY_COLOUR=blue\n"


def test_set_env_keeps_values_when_it_is_told_to(web: Kubectl) -> None:
    web("set env deploy/web A=1")
    assert web.fails("set env deploy/web A=2 --overwrite=false") == (
        "error: deployments/web 'A' already has a value (1), and --overwrite is false\n"
    )


def test_set_env_warns_when_no_container_is_meant(web: Kubectl) -> None:
    outcome = web.run("set env deploy/web A=1 -c 'x*'")
    assert (outcome.exit, outcome.stdout) == (0, "")
    assert outcome.stderr == 'Warning: Deployment/web does not have any containers matching "x*"\n'


def test_what_can_be_done_is_done_although_a_container_is_missing(web: Kubectl) -> None:
    outcome = web.run("set image deploy/web nginx=nginx:3 x=y")
    assert (outcome.exit, outcome.stdout) == (1, "deployment.apps/web image updated\n")
    assert outcome.stderr == 'error: unable to find container named "x"\n'


def test_an_empty_image_is_refused_by_the_server(web: Kubectl) -> None:
    assert "spec.template.spec.containers[0].image: Required value" in web.fails("set image deploy/web nginx=")


def test_keys_that_are_no_names_are_changed_and_told(web: Kubectl) -> None:
    web("create cm settings --from-literal=a.b=1 --from-literal=UP=2")
    outcome = web.run("set env deploy/web --from=cm/settings")
    assert (outcome.exit, outcome.stderr) == (0, "Warning: key a.b transferred to A_B\n")


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ("app!=x", '"!=" is not a valid label selector operator'),
        ("app>1", '"gt" isn\'t supported in label selectors'),
        ("app in (a)", "match expression [{app In [a]}] not supported on this object"),
    ],
)
def test_selectors_that_are_no_maps(web: Kubectl, selector: str, message: str) -> None:
    assert web.fails(f"set selector svc kubernetes '{selector}'") == f"error: {message}\n"


@pytest.mark.parametrize(
    "line", ["set image deploy web nginx=x:1", "label deploy web a=b", "scale deploy web --replicas=1"]
)
def test_names_go_before_all(web: Kubectl, line: str) -> None:
    assert web(f"{line} --all").startswith("deployment.apps/web ")


def test_an_unchanged_image_is_not_mentioned(web: Kubectl) -> None:
    assert web("set image deploy/web nginx=nginx") == ""
    assert web("set image deploy/web '*=nginx:2'") == "deployment.apps/web image updated\n"


def test_set_resources_adds_to_what_is_there(web: Kubectl) -> None:
    assert web("set resources deploy web --limits=cpu=200m") == "deployment.apps/web resource requirements updated\n"
    assert web("set resources deploy web --limits=memory=1Gi --requests=cpu=100m --dry-run=server") == (
        "deployment.apps/web resource requirements updated (server dry run)\n"
    )
    web("set resources deploy web --limits=memory=1Gi --requests=cpu=100m")
    assert web(f"get deploy web -o jsonpath='{TEMPLATE}.resources}}'") == (
        '{"limits":{"cpu":"200m","memory":"1Gi"},"requests":{"cpu":"100m"}}'
    )


def test_set_serviceaccount_tells_even_what_stays_as_it_is(web: Kubectl) -> None:
    for _ in range(2):
        assert web("set sa deploy web shop") == "deployment.apps/web serviceaccount updated\n"
    assert web("get deploy web -o jsonpath='{.spec.template.spec.serviceAccountName}'") == "shop"


@pytest.mark.parametrize(
    ("line", "path", "value"),
    [
        ("set image -f - web=nginx", "..image", "nginx"),
        ("set env -f - A=1", "..env[0].value", "1"),
        ("set resources -f - --limits=cpu=1", "..limits.cpu", "1"),
        ("set serviceaccount -f - shop", "..serviceAccountName", "shop"),
        ("label -f - tier=front", ".metadata.labels.tier", "front"),
        ("annotate -f - note=hello", ".metadata.annotations.note", "hello"),
    ],
)
def test_local_changes_what_the_file_holds(kubectl: Kubectl, line: str, path: str, value: str) -> None:
    manifest = kubectl("create deployment web --image=web --dry-run=client -o yaml")
    assert kubectl(f"{line} --local -o jsonpath='{{{path}}}'", manifest) == value
    assert kubectl("get deploy -o name") == ""


def test_local_selector(kubectl: Kubectl) -> None:
    manifest = kubectl("create service clusterip my --clusterip=None --dry-run=client -o yaml")
    assert kubectl("set selector --local -f - environment=qa -o jsonpath={.spec.selector}", manifest) == (
        '{"environment":"qa"}'
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "label svc web a=b",
            "can only use local files by -f pod.yaml or --filename=pod.json when --local=true is set",
        ),
        ("annotate a=b", "one or more files must be specified as -f rsrc.yaml or --filename=rsrc.json"),
        (
            "label -f x.yaml a=b --dry-run=server",
            "cannot specify --local and --dry-run=server - did you mean --dry-run=client?",
        ),
    ],
)
def test_local_marks_need_files(web: Kubectl, line: str, message: str) -> None:
    assert web.fails(f"{line} --local") == f"error: {message}\n"
